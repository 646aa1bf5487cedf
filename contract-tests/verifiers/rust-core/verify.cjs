// Verifies pacts against a running sandbox with Pact's Rust core: node verify.cjs URL PROVIDER FILE
const { default: pact } = require('@pact-foundation/pact-core');

const [url, provider, file] = process.argv.slice(2);

pact
  .verifyPacts({
    provider,
    providerBaseUrl: url,
    providerStatesSetupUrl: `${url}/__sandbox/pact-states`,
    providerStatesSetupBody: true,
    pactUrls: [file],
    failIfNoPactsFound: true,
    followRedirects: false,
    logLevel: 'warn',
  })
  .catch(() => {
    process.exitCode = 1;
  });
