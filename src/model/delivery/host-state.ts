/** What is remembered of a host from one request to the next, and from one process to the next. Instants in ms since 1970. */

export interface HostState {
  /** From then on the next request may start. */
  readonly freeAt: number;
  /** Nothing is sent before: the host asked for it, or it ails. */
  readonly shutUntil: number;
  /** In a row. */
  readonly failures: number;
  /** What went wrong last; empty where nothing did. */
  readonly reason: string;
}

export interface HostMemory {
  read(host: string): HostState | null;
  write(host: string, state: HostState): void;
}
