'use strict';

const base = new URL('.', location.href);
const root = document.getElementById('swagger-ui');
const name = root.dataset.contract;

// Swagger UI knows its dark colours by this class
const dark = matchMedia('(prefers-color-scheme: dark)');
const colour = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
colour();
dark.addEventListener('change', colour);

// an example of a filter would be sent with the first try and hide most of the list: it is told, not filled in
const told = (parameter) => {
  if (parameter.required || parameter.example === undefined) {
    return parameter;
  }
  const { example, ...rest } = parameter;
  return { ...rest, description: (rest.description || '') + '\n\nFor example `' + example + '`.' };
};
const mapped = (object, change) =>
  Object.fromEntries(Object.entries(object || {}).map(([key, value]) => [key, change(value)]));
// what holds for every operation is long: it opens on demand, so that the first operation is in sight
const CONVENTIONS = 'Conventions that hold for every operation';
const folded = (description) => {
  const [what, ...rest] = description.replace(CONVENTIONS + ':\n\n', '').split(/\n\n(?=\* )/);
  const list = rest.join('\n\n');
  return list === '' ? what : `${what}\n\n<details><summary>${CONVENTIONS}</summary>\n\n${list}\n\n</details>`;
};
const quiet = (document) => ({
  ...document,
  info: { ...document.info, description: folded(document.info.description) },
  paths: mapped(document.paths, (path) =>
    mapped(path, (operation) =>
      Array.isArray(operation.parameters) ? { ...operation, parameters: operation.parameters.map(told) } : operation)),
  components: { ...document.components, parameters: mapped(document.components.parameters, told) },
});

// people paste what they see: a whole header, the word Bearer, blanks or quotes around the token
const credential = (pasted) =>
  pasted
    .replace(/^(?:[\s"']+|authorization\s*:|x-api-compleat-key\s*:|bearer(?=\s))+/i, '')
    .replace(/[\s"']+$/, '');
const withCredential = (request) => {
  for (const [header, scheme] of [['Authorization', 'Bearer '], ['x-api-compleat-key', '']]) {
    if (request.headers[header]) {
      request.headers[header] = scheme + credential(request.headers[header]);
    }
  }
  return request;
};

// the document names the production server; what is tried here must stay on this one
const thisServer = () => ({
  statePlugins: {
    spec: {
      wrapActions: {
        updateJsonSpec: (original) => (document) =>
          original({
            ...quiet(document),
            servers: [{ url: base.href.replace(/\/$/, ''), description: 'This server' }],
          }),
      },
    },
  },
});

// kept for this tab only: another tab, or this one once it was closed, asks again
const KEPT = 'roster-docs-' + name;
const remembered = () => ({
  statePlugins: {
    auth: {
      wrapActions: {
        authorize: (original) => (credentials) => {
          sessionStorage.setItem(KEPT, JSON.stringify(credentials));
          return original(credentials);
        },
        logout: (original) => (names) => {
          sessionStorage.removeItem(KEPT);
          return original(names);
        },
      },
    },
  },
});

// Swagger UI leaves these without a name for a screen reader, or out of reach of the keyboard
const NAMED = {
  '.close-modal': 'Close',
  '#servers': 'Server',
  '.body-param__text': 'Request body',
  '.examples-select-element': 'Example',
};
// its main landmark has the operations only
const REGIONS = {
  '.information-container': 'About this contract',
  '.scheme-container': 'Server and credentials',
};
const complete = () => {
  for (const [selector, label] of Object.entries(NAMED)) {
    for (const control of root.querySelectorAll(selector)) {
      control.setAttribute('aria-label', label);
    }
  }
  for (const [selector, label] of Object.entries(REGIONS)) {
    for (const region of root.querySelectorAll(selector)) {
      region.setAttribute('role', 'region');
      region.setAttribute('aria-label', label);
    }
  }
  for (const row of root.querySelectorAll('tr[data-param-name]')) {
    for (const control of row.querySelectorAll('input, select, textarea')) {
      control.setAttribute('aria-label', row.dataset.paramName);
    }
  }
  for (const text of root.querySelectorAll('pre')) {
    text.tabIndex = 0;
  }
};
new MutationObserver(complete).observe(root, { childList: true, subtree: true });

const ui = SwaggerUIBundle({
  url: new URL('docs/' + name + '.yaml', base).href,
  dom_id: '#swagger-ui',
  deepLinking: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  validatorUrl: null,
  requestInterceptor: withCredential,
  syntaxHighlight: { theme: 'tomorrow-night' },
  plugins: [thisServer, remembered],
  onComplete: () => {
    const kept = sessionStorage.getItem(KEPT);
    if (kept !== null) {
      ui.authActions.authorize(JSON.parse(kept));
    }
  },
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
});
