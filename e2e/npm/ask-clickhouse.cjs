// Asks a ClickHouse with its client `@clickhouse/client`, as its users do, and prints what it understood as one JSON object.
const { createClient } = require('@clickhouse/client');

async function all(stream) {
  const rows = [];
  for await (const some of stream) {
    some.forEach((row) => rows.push(row.json ? row.json() : row));
  }
  return rows;
}

async function main() {
  const [url, table] = process.argv[2].split(' ');
  const client = createClient({ url, compression: { response: false, request: false } });
  const zipped = createClient({ url, compression: { response: true, request: true } });
  const answers = { ping: (await client.ping()).success };

  await client.command({ query: `CREATE TABLE ${table} (id UInt32, name String) ENGINE = MergeTree ORDER BY id` });
  await client.insert({ table, values: [{ id: 1, name: 'Ada' }, { id: 2, name: 'Bob, "the" second' }], format: 'JSONEachRow' });
  await zipped.insert({ table, values: Array.from({ length: 5000 }, (_, i) => ({ id: 10 + i, name: `n${i}` })), format: 'JSONEachRow' });

  answers.rows = await (await client.query({ query: `SELECT * FROM ${table} ORDER BY id LIMIT 5`, format: 'JSONEachRow' })).json();
  answers.json = (await (await client.query({ query: `SELECT count(), sum(id) FROM ${table}`, format: 'JSONCompact' })).json()).data;
  answers.zipped = (await (await zipped.query({ query: `SELECT name FROM ${table} ORDER BY id`, format: 'CSV' })).text()).length;
  answers.parameters = await (
    await client.query({
      query: `SELECT name FROM ${table} WHERE id = {id: UInt32} AND name != {not: String}`,
      query_params: { id: 2, not: "O'Neil" },
      format: 'JSONEachRow',
    })
  ).json();
  answers.settings = await (
    await client.query({ query: 'SELECT number FROM numbers(4)', clickhouse_settings: { max_block_size: '2' }, format: 'JSONEachRow' })
  ).json();
  answers.streamed = (await all((await client.query({ query: 'SELECT number FROM numbers(200000)', format: 'JSONEachRow' })).stream())).length;
  answers.error = await client
    .query({ query: 'SELECT nothing FROM nowhere', format: 'JSONEachRow' })
    .then(() => 'none', (e) => ({ code: e.code, type: e.type }));
  answers.insideAnswer = await client
    .query({ query: "SELECT throwIf(number = 150000, 'enough') FROM numbers(200000) SETTINGS max_block_size = 1000", format: 'JSONEachRow' })
    .then(async (answer) => all(answer.stream()))
    .then(() => 'none', (e) => (String(e.message).includes('enough') ? 'told' : `broken`));
  await client.close();
  await zipped.close();
  process.stdout.write(JSON.stringify(answers));
}

main().catch((error) => {
  process.stderr.write(`${error.stack}\n`);
  process.exit(1);
});
