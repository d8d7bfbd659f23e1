/** What the descriptions of the commands share. */

import type { Command } from "commander";
import type { Config } from "../../config.ts";
import type { Io } from "../terminal/io.ts";

export interface Describing {
  readonly command: (name: string, description: string) => Command;
  readonly io: Io;
  /** @throws PipelineError config/invalid */
  readonly config: () => Promise<Config>;
  /** With this code, once the command has returned. */
  readonly exit: (code: number) => void;
  /** It stands on the commands, so it is handed to them. */
  readonly demo: RunDemo;
}

export type RunDemo = (options: {
  readonly data?: string | undefined;
  readonly render?: string | undefined;
}) => Promise<void>;
