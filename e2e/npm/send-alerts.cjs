// Raises alerts with the clients `@pagerduty/pdjs` and `opsgenie-sdk`, as their users do, and prints
// what they were answered as one JSON object. pdjs speaks https alone, so a TLS front stands before
// the server, as it would anywhere.
const fs = require('fs');
const https = require('https');
const http = require('http');

const settings = JSON.parse(process.argv[2]);
process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0';
process.removeAllListeners('warning');

const target = new URL(settings.server);
const front = https.createServer(
  { pfx: fs.readFileSync(settings.keys), passphrase: settings.passphrase },
  (request, response) => {
    const onward = http.request(
      { host: target.hostname, port: target.port, path: request.url, method: request.method, headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode, answer.headers);
        answer.pipe(response);
      });
    request.pipe(onward);
  });

const pagerduty = async (server) => {
  const { event, change } = require('@pagerduty/pdjs');
  const data = (event_action, more) => ({
    routing_key: settings.pagerduty,
    event_action,
    dedup_key: 'from-pdjs',
    ...more,
  });
  const payload = { summary: 'Disk of db-3 is full', source: 'db-3', severity: 'critical' };
  return {
    trigger: (await event({ server, data: data('trigger', { payload }) })).data,
    acknowledge: (await event({ server, data: data('acknowledge') })).data,
    resolve: (await event({ server, data: data('resolve') })).data,
    refused: (await event({ server, data: data('trigger', { payload: { source: 'x' } }) })).data,
    change: (await change({
      server,
      data: { routing_key: settings.pagerduty, payload: { summary: 'Build 42', source: 'ci' } },
    })).data,
  };
};

const opsgenie = async () => {
  const client = require('opsgenie-sdk');
  client.configure({ host: settings.server.replace(/\/$/, ''), api_key: settings.opsgenie, maxAttempts: 1 });
  const ask = (work) =>
    new Promise((resolve) => work((error, answer) => resolve(error || answer)));
  const alias = { identifier: 'from-sdk', identifierType: 'alias' };
  const answers = {};
  answers.create = await ask((done) =>
    client.alertV2.create({ message: 'Queue is long', alias: 'from-sdk', priority: 'P2' }, done));
  answers.request = await ask((done) =>
    client.alertV2.getRequestStatus(answers.create.requestId, done));
  answers.get = await ask((done) => client.alertV2.get(alias, done));
  answers.acknowledge = await ask((done) => client.alertV2.acknowledge(alias, { note: 'on it' }, done));
  answers.note = await ask((done) => client.alertV2.addNote(alias, { note: 'more' }, done));
  answers.close = await ask((done) => client.alertV2.close(alias, { note: 'done' }, done));
  answers.refused = await ask((done) => client.alertV2.create({ alias: 'x' }, done));
  answers.heartbeat = await ask((done) =>
    client.heartbeat.create({ name: 'backup', interval: 10, intervalUnit: 'minutes', enabled: true }, done));
  answers.ping = await ask((done) => client.heartbeat.ping({ identifier: 'backup' }, done));
  return answers;
};

front.listen(0, '127.0.0.1', async () => {
  try {
    const answers = {
      pagerduty: await pagerduty('127.0.0.1:' + front.address().port),
      opsgenie: await opsgenie(),
    };
    process.stdout.write(JSON.stringify(answers));
    process.exit(0);
  } catch (error) {
    process.stderr.write(String(error.stack || error));
    process.exit(1);
  }
});
