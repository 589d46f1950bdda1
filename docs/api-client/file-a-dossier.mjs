// Files a dossier through the API, with nothing but Node 20: start, write section by section, file.
//
//   PORTAL=https://portal.example TOKEN=… node file-a-dossier.mjs answers.json
//
// answers.json: {"call": "evaluation-dmn", "wave": 1, "title": "…", "sections": {"project": {"acronym": "…"}}}.
// The token needs the scopes "dossiers" and "dossiers.write"; /api tells how a client gets one.
// Run again, it goes on with the dossier of the same call, wave and title, and files it anew where an answer changed.

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const { PORTAL, TOKEN } = process.env;
const text = readFileSync(process.argv[2], "utf8");
const wanted = JSON.parse(text);
const keyOf = (...words) => createHash("sha256").update(words.join("\n")).digest("hex").slice(0, 32);

async function call(method, path, body, headers = {}) {
  const answer = await fetch(PORTAL + path, {
    method,
    headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json", ...headers },
    body: body && JSON.stringify(body),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${told.detail} (${told.codes?.join(", ")})`);
  return { told, tag: answer.headers.get("ETag") };
}

const { call: slug, wave, title } = wanted;
const { told: started } = await call("POST", "/api/v1/me/dossiers", { call: slug, wave, title }, { "Idempotency-Key": keyOf("start", slug, wave, title) });
const dossier = `/api/v1/dossiers/${started.dossier.id}`;

for (const [section, answers] of Object.entries(wanted.sections)) {
  const { tag } = await call("GET", `${dossier}/sections/${section}`);
  await call("PATCH", `${dossier}/sections/${section}`, { answers }, { "If-Match": tag });
}

const { told: written } = await call("GET", dossier);
if (written.obstacles.length > 0) {
  for (const { section, field, message } of written.obstacles) console.error(`${section ?? ""}/${field ?? ""}: ${message}`);
  process.exit(1);
}

const { told: filed } = await call("POST", `${dossier}/filings`, {}, { "Idempotency-Key": keyOf("file", text) });
console.log(`Filed as ${filed.number}, version ${filed.version}, SHA-256 ${filed.sha256}`);
