/** Shared parts of the command descriptions. */

import type { Command } from "commander";
import type { Config } from "../../config.ts";
import type { Io } from "../terminal/io.ts";

export interface Describing {
  readonly command: (name: string, description: string) => Command;
  readonly io: Io;
  /** @throws PipelineError config/invalid */
  readonly config: () => Promise<Config>;
  /** Sets the exit code for when the command has returned. */
  readonly exit: (code: number) => void;
  /** Passed in, because the demo imports the commands. */
  readonly demo: RunDemo;
}

export type RunDemo = (options: {
  readonly data?: string | undefined;
  readonly render?: string | undefined;
}) => Promise<void>;
