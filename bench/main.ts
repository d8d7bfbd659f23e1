/** `npm run bench`: speed as ratios within one run, because the machines it runs on are noisy. */

import { cpus } from "node:os";
import { measureApi } from "./api.ts";
import { measureComparing } from "./comparing.ts";
import { measureDisplayed } from "./displayed.ts";
import { measureEventLoop } from "./event-loop.ts";
import { measureExports } from "./exports.ts";
import { measureLooking } from "./looking.ts";
import { measurePages } from "./pages.ts";
import { measureParsing } from "./parsing.ts";
import { measureRule } from "./rule.ts";
import { measureRunners } from "./runners.ts";
import { measureSearch } from "./search.ts";
import { measureWatching } from "./watching.ts";
import { measureWebhooks } from "./webhooks.ts";

console.log(`Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}`);
measureParsing();
measureComparing();
await measureSearch();
await measureExports();
await measurePages();
await measureRule();
await measureDisplayed();
await measureEventLoop();
await measureWatching();
await measureRunners();
await measureApi();
await measureLooking();
await measureWebhooks();
