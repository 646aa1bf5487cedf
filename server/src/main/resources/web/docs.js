'use strict';

const NAMES = ['coolset-accounts', 'compleat-users'];
const HINTS = {
  'coolset-accounts': 'The token goes in as it is, without the word Bearer.',
  'compleat-users': 'The tenant id of the path is the one the key belongs to.',
};
const asked = new URLSearchParams(location.search).get('contract');
const name = NAMES.includes(asked) ? asked : NAMES[0];
const base = new URL('.', location.href);

document.getElementById('hint').textContent = HINTS[name];
for (const link of document.querySelectorAll('nav a')) {
  if (link.search === '?contract=' + name) {
    link.setAttribute('aria-current', 'page');
  }
}

// the document names the production server; what is tried here must stay on this one
const thisServer = () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (original) => (document) =>
          original({
            ...document,
            servers: [{ url: base.href.replace(/\/$/, ''), description: 'This server' }],
          }),
      },
    },
  },
});

SwaggerUIBundle({
  url: new URL('docs/' + name + '.yaml', base).href,
  dom_id: '#swagger-ui',
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  validatorUrl: null,
  plugins: [thisServer],
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
});
