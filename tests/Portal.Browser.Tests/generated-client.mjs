// Files a dossier with the client that was generated beside this file: node run.mjs ADDRESS TOKEN

import { readFileSync } from "node:fs";
import { Api } from "./client.js";

const [address, token] = process.argv.slice(2);
const wanted = JSON.parse(readFileSync("answers.json", "utf8"));
const client = new Api({ baseUrl: address, baseApiParams: { headers: { Authorization: `Bearer ${token}` }, format: "json" } });

// The generator knows no bytes: they are sent as they are.
const bytes = "application/octet-stream";
client.contentFormatters[bytes] = (file) => file;

const { call, wave, title } = wanted;
const started = await client.api.startDossier({ call, wave, title }, { headers: { "Idempotency-Key": "start" } });
const id = started.data.dossier.id;

for (const [key, answers] of Object.entries(wanted.sections)) {
  const read = await client.api.readSection(id, key);
  await client.api.writeSection(id, key, { answers }, { headers: { "If-Match": read.headers.get("ETag") } });
}
for (const { section, field } of wanted.files)
  await client.api.attachFile(id, section, field, { name: "piece.pdf" }, Buffer.from(wanted.pdf, "base64"), {
    headers: { "Idempotency-Key": `${section}-${field}` },
    type: bytes,
  });

const written = await client.api.readDossier(id);
if (written.data.obstacles.length > 0) throw new Error(JSON.stringify(written.data.obstacles));
const filed = await client.api.fileDossier(id, {}, { headers: { "Idempotency-Key": "file" } });
console.log(`filed ${filed.data.number} version ${filed.data.version}`);
