/** Imported first: keeps the PDF library's messages out of the command's output. */

for (const stream of [process.stdout, process.stderr]) {
  stream.write = () => true;
}
