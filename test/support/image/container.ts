/** Containers from an image's file system, with the rights and mounts that docker-compose.yml gives the service. */

import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { until } from "../until.ts";
import type { Image } from "./build-image.ts";
import { ADDRESSES, childrenOf, collect, type Sandbox } from "./sandbox.ts";

/**
 * The root is read-only; /proc, a minimal /dev, /etc/hosts, the volumes and the memory file systems are mounted on it.
 * Then the command replaces the shell, which is process 1.
 */
const START = `set -e
root=$1
hosts=$2
shift 2
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom; do
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
touch "$root/etc/hosts"
mount --bind "$hosts" "$root/etc/hosts"
while [ "$1" != -- ]; do
  if [ "$2" = tmpfs ]; then
    mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmpfs "$root$1"
  else
    mount --bind "$2" "$root$1"
  fi
  shift 2
done
shift
mount -o remount,bind,ro "$root"
cd /
exec chroot "$root" "$@"`;

interface ContainerOptions {
  /** Replaces the command of the image, not its entry point. */
  readonly args?: readonly string[];
  /** Replaces the entry point too. */
  readonly entrypoint?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Folders in the sandbox by where they are mounted. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly tmpfs: readonly string[];
}

export type Container = Awaited<ReturnType<typeof startContainer>>;

/** Makes a new volume: as in Docker, a copy of what the image has at that place, with its owner. */
export async function createVolume(sandbox: Sandbox, image: Image, at: string, name: string) {
  const folder = join(sandbox.work, name);
  await sandbox.do(["cp", "--archive", join(image.root, at), folder]);
  return folder;
}

export async function startContainer(sandbox: Sandbox, image: Image, options: ContainerOptions) {
  const { config, root } = image;
  const hosts = join(sandbox.work, "hosts");
  const lines = Object.entries({ localhost: "127.0.0.1", ...ADDRESSES });
  const text = lines.map(([name, address]) => `${address} ${name}\n`).join("");
  writeFileSync(sandbox.outside(hosts), text);
  const env = [
    ...config.Env,
    ...Object.entries(options.env ?? {}).map(([name, value]) => `${name}=${value}`),
  ];
  const mounts = [
    ...Object.entries(options.volumes),
    ...options.tmpfs.map((path) => [path, "tmpfs"] as const),
  ];
  /** As the image's user, without capabilities and without a way to new ones. */
  const asUser = (command: readonly string[]) => [
    ...["/usr/bin/env", "--ignore-environment", ...env, "setpriv", `--reuid=${config.User}`],
    ...[`--regid=${config.User}`, "--clear-groups", "--bounding-set=-all", "--inh-caps=-all"],
    ...["--no-new-privs", ...command],
  ];
  const command = [
    ...(options.entrypoint ?? config.Entrypoint),
    ...(options.args ?? (options.entrypoint === undefined ? config.Cmd : [])),
  ];
  const own = ["--mount", "--pid", "--ipc", "--uts", "--fork", "--kill-child"];
  const shell = ["sh", "-c", START, "sh", root, hosts, ...mounts.flat(), "--", ...asUser(command)];
  const child = sandbox.start(["unshare", ...own, ...shell]);
  let written = "";
  child.stdout?.on("data", (chunk) => {
    written += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    written += chunk;
  });
  const finished = collect(child);
  /** nsenter and unshare each wait for one child. */
  const processOne = (): number => {
    const [entered] = childrenOf(child.pid);
    const [first] = entered === undefined ? [] : childrenOf(entered);
    if (first === undefined) throw new Error(`the container has ended:\n${written}`);
    return first;
  };
  const enter = async (words: readonly string[]) => {
    const namespaces = ["--mount", "--pid", "--ipc", "--uts", "--net"];
    const place = ["--target", `${processOne()}`, ...namespaces, "--root", "--wd"];
    const stdio = ["ignore", "pipe", "pipe"] as const;
    return await collect(spawn("nsenter", [...place, "--", ...words], { stdio: [...stdio] }));
  };
  return {
    finished,
    output: () => written,
    says: (wanted: string) => until(`it says ${wanted}`, () => written.includes(wanted), 60_000),
    kill: (signal: NodeJS.Signals): void => void process.kill(processOne(), signal),
    /** As `docker exec`: the image's user and the container's environment. */
    exec: (words: readonly string[]) => enter(asUser(words)),
    /** As root with all capabilities, for what not even root may do. */
    execAsRoot: (words: readonly string[]) =>
      enter(["/usr/bin/env", "--ignore-environment", ...env, ...words]),
  };
}
