// Reads Bicep with tree-sitter's grammar. Each line of the input is {"path", "text"}; each line of the output is the syntax tree of one:
// [kind, start, end, field, flags, children], positions in UTF-16 units, flags 1 = named, 2 = missing, 4 = an error.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { Language, Parser } from 'web-tree-sitter';

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

function shape(node, field) {
  const children = [];
  for (let i = 0; i < node.childCount; i++) children.push(shape(node.child(i), node.fieldNameForChild(i)));
  const flags = (node.isNamed ? 1 : 0) | (node.isMissing ? 2 : 0) | (node.isError ? 4 : 0);
  return [node.type, node.startIndex, node.endIndex, field ?? '', flags, children];
}

for await (const line of createInterface({ input: process.stdin })) {
  const tree = parser.parse(JSON.parse(line).text);
  process.stdout.write(`${JSON.stringify(shape(tree.rootNode))}\n`);
  tree.delete();
}
