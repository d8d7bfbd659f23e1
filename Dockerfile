# The service in an image: the package as `npm pack` makes it, on the Node that package.json pins,
# with its production dependencies as the lock file has them.

FROM node:24.21.0-bookworm-slim AS base

FROM base AS package
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Install scripts are not run: compiling needs none, and better-sqlite3 carries its binaries.
RUN npm install --ignore-scripts
COPY . .
RUN npm pack
RUN mkdir unpacked && tar -xzf entitywire-*.tgz -C unpacked --strip-components=1

FROM base AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Nor what is only optional: types and a compiler that libraries would have beside them, a quicker msgpack that BullMQ does without.
RUN npm install --ignore-scripts --omit=dev --omit=optional

FROM base
COPY --from=package /build/unpacked /app
COPY --from=dependencies /build/node_modules /app/node_modules
RUN ln -s /app/bin/entitywire /usr/local/bin/entitywire
# Made here, because a new volume takes its owner from the folder it covers.
RUN mkdir /data && chown node:node /data

# Every command keeps its store in ./data: from here, that is the volume.
WORKDIR /
VOLUME /data
USER node

# Inside a container, 127.0.0.1 is the container's own. Publish the operations port on 127.0.0.1 of the host only.
ENV ENTITYWIRE_OPERATIONS_HOST=0.0.0.0
# Beyond the loopback, everything asks for a key.
ENV ENTITYWIRE_API_HOST=0.0.0.0
EXPOSE 9464 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ENTITYWIRE_OPERATIONS_PORT || 9464}/healthz`, { signal: AbortSignal.timeout(4000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["entitywire"]
CMD ["serve"]
