// Checks each HAR of a folder against npm's har-schema: node har.mjs FOLDER, where FOLDER has
// node_modules and hars.
import { createRequire } from "node:module";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const require = createRequire(join(folder, "x.js"));
const Ajv = require("ajv");
const schemas = require("har-schema");
const ajv = new Ajv({ allErrors: true });
ajv.addMetaSchema(require("ajv/lib/refs/json-schema-draft-06.json"));
ajv.addSchema(Object.values(schemas));
const valid = ajv.getSchema("har.json#");
const files = readdirSync(join(folder, "hars"));
let wrong = 0;
let entries = 0;
for (const file of files) {
  const har = JSON.parse(readFileSync(join(folder, "hars", file), "utf8"));
  entries += har.log.entries.length;
  if (!valid(har)) {
    wrong++;
    console.error(file, ajv.errorsText(valid.errors));
  }
}
console.log(`${files.length} HARs with ${entries} entries, ${wrong} not valid`);
process.exit(wrong > 0 || entries === 0 ? 1 : 0);
