/** What is remembered about a host between requests and across restarts. Instants in ms since 1970. */

export interface HostState {
  /** The next request may start from here on. */
  readonly freeAt: number;
  /** Nothing is sent earlier: the host asked for a pause, or it is failing. */
  readonly shutUntil: number;
  /** Consecutive failures. */
  readonly failures: number;
  /** The last failure; empty if there was none. */
  readonly reason: string;
}

export interface HostMemory {
  read(host: string): HostState | null;
  /** `read` returns the new state at once; resolves when it is stored. */
  write(host: string, state: HostState): Promise<void>;
}
