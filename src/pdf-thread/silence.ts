/** Imported first: what the PDF library prints is not for the output of a command. */

for (const stream of [process.stdout, process.stderr]) {
  stream.write = () => true;
}
