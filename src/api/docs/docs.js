/**
 * Builds the page from the OpenAPI document and sends the requests that a person fills in. Everything is set as text, so nothing of
 * the document or of a response becomes markup. The ready-made viewers need inline styles, remote fonts or hundreds of packages.
 */

const MOST_SHOWN = 200_000;
const STREAM_SHOWN_MS = 10_000;
const root = new URL(".", document.baseURI);
const api = await (await fetch(new URL("v1/openapi.json", root))).json();

/** Creates an element with properties and children. */
function make(tag, properties = {}, ...inside) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...inside);
  return element;
}

function resolve(value) {
  if (typeof value?.$ref !== "string" || !value.$ref.startsWith("#/")) return value;
  return value.$ref
    .slice(2)
    .split("/")
    .reduce((part, name) => part?.[name], api);
}

function showSchema(title, schema) {
  return make(
    "details",
    {},
    make("summary", {}, title),
    make("pre", {}, JSON.stringify(resolve(schema), null, 2)),
  );
}

/** An input for one parameter, and a function that returns its values. A list parameter takes one value a line. */
function makeField({ name, description = "", required = false, schema = {} }) {
  const values = resolve(schema).items?.enum ?? resolve(schema).enum;
  const isList = schema.type === "array";
  const field = values
    ? make(
        "select",
        { multiple: isList },
        ...(isList ? [] : [make("option")]),
        ...values.map((v) => make("option", {}, v)),
      )
    : make(isList ? "textarea" : "input", {
        placeholder: isList ? "one value a line" : String(schema.default ?? ""),
      });
  const label = make(
    "label",
    { className: "parameter" },
    make("span", {}, make("code", {}, name), required ? " (required)" : ""),
    field,
    make("small", {}, description),
  );
  const read = () =>
    values
      ? [...field.selectedOptions].map(({ value }) => value).filter((value) => value !== "")
      : field.value.split("\n").filter((line) => line.trim() !== "");
  return { label, read };
}

/** The whole body, or the beginning of a stream or of a very long one. */
async function readText(answer) {
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return "";
  const isStream = answer.headers.get("content-type")?.startsWith("text/event-stream");
  if (isStream) setTimeout(() => reader.cancel(), STREAM_SHOWN_MS);
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    text += value;
    if (text.length < MOST_SHOWN) continue;
    await reader.cancel();
    return `${text.slice(0, MOST_SHOWN)}\n… and more`;
  }
}

function pretty(text, type) {
  if (!type.includes("json")) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** The request that the form describes. */
function readRequest(method, path, fields, body) {
  const url = new URL(path.slice(1), root);
  const headers = {};
  const key = document.querySelector("#key").value.trim();
  if (key !== "") headers.authorization = `Bearer ${key}`;
  if (body) headers["content-type"] = "application/json";
  const given = fields.flatMap(({ name, in: where, read }) =>
    read().map((value) => ({ name, where, value })),
  );
  for (const { name, where, value } of given) {
    if (where === "path")
      url.pathname = url.pathname.replace(encodeURI(`{${name}}`), encodeURIComponent(value));
    else if (where === "query") url.searchParams.append(name, value);
    else headers[name] = value;
  }
  return {
    url,
    options: { method: method.toUpperCase(), headers, ...(body && { body: body.value }) },
  };
}

/** The response as text. */
async function send({ url, options }) {
  const answer = await fetch(url, options);
  const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  const text = pretty(await readText(answer), answer.headers.get("content-type") ?? "");
  return `${answer.status} ${answer.statusText}\n${head}\n\n${text}`;
}

function makeForm(method, path, operation) {
  const parameters = (operation.parameters ?? []).map(resolve);
  const fields = parameters.map((parameter) => ({ ...parameter, ...makeField(parameter) }));
  const bodySchema = operation.requestBody?.content?.["application/json"]?.schema;
  const body = bodySchema && make("textarea", { placeholder: "JSON" });
  const output = make("pre", { hidden: true });
  const button = make("button", { type: "button" }, "Send");
  button.addEventListener("click", async () => {
    const request = readRequest(method, path, fields, body);
    const line = `${request.options.method} ${request.url}`;
    output.hidden = false;
    output.textContent = `${line}\n…`;
    const shown = await send(request).catch(String);
    output.textContent = `${line}\n${shown}`;
  });
  return [
    ...fields.map(({ label }) => label),
    ...(body ? [showSchema("Body", bodySchema), body] : []),
    button,
    output,
  ];
}

function showOperation(method, path, operation, isCallable) {
  const answers = Object.entries(operation.responses ?? {}).flatMap(([status, response]) => {
    const schema = Object.values(resolve(response).content ?? {})[0]?.schema;
    const title = `${status}: ${resolve(response).description}`;
    return schema ? showSchema(title, schema) : make("p", {}, title);
  });
  return make(
    "details",
    { className: "operation" },
    make(
      "summary",
      {},
      make("span", { className: "method" }, method.toUpperCase()),
      make("code", {}, path),
      ` ${operation.summary ?? ""}`,
    ),
    make("p", {}, operation.description ?? ""),
    ...(isCallable
      ? makeForm(method, path, operation)
      : [showSchema("Body", Object.values(operation.requestBody?.content ?? {})[0]?.schema)]),
    make("h4", {}, "Responses"),
    ...answers,
  );
}

const operations = Object.entries(api.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
);
const sections = [
  ...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? "Other")),
].map((tag) =>
  make(
    "section",
    {},
    make("h2", {}, tag),
    make("p", {}, api.tags?.find(({ name }) => name === tag)?.description ?? ""),
    ...operations
      .filter(({ operation }) => (operation.tags?.[0] ?? "Other") === tag)
      .map(({ method, path, operation }) => showOperation(method, path, operation, true)),
  ),
);
const webhooks = Object.entries(api.webhooks ?? {}).map(([name, { post }]) =>
  showOperation("post", name, post, false),
);

document.querySelector("#description").textContent = api.info.description;
document
  .querySelector("#operations")
  .replaceChildren(...sections, make("section", {}, make("h2", {}, "Webhooks"), ...webhooks));
