# The service as an image: the package from `npm pack`, on the Node version that package.json pins,
# with the production dependencies of the lock file.

FROM node:24.21.0-bookworm-slim AS base

FROM base AS package
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Install scripts are not needed: better-sqlite3 ships its binaries.
RUN npm install --ignore-scripts
COPY . .
RUN npm pack
RUN mkdir unpacked && tar -xzf entitywire-*.tgz -C unpacked --strip-components=1

FROM base AS dependencies
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Optional dependencies are not needed either: types, a compiler, and a faster msgpack for BullMQ.
RUN npm install --ignore-scripts --omit=dev --omit=optional

FROM base
COPY --from=package /build/unpacked /app
COPY --from=dependencies /build/node_modules /app/node_modules
RUN ln -s /app/bin/entitywire /usr/local/bin/entitywire
# Created here, because a new volume inherits its owner from the folder.
RUN mkdir -m 700 /data && chown node:node /data

# Every command keeps its store in ./data, which is the volume from here.
WORKDIR /
VOLUME /data
USER node

# 127.0.0.1 is not reachable from outside a container. Publish the operations port on the host's 127.0.0.1 only.
ENV ENTITYWIRE_OPERATIONS_HOST=0.0.0.0
# The API requires a key for every request.
ENV ENTITYWIRE_API_HOST=0.0.0.0
EXPOSE 9464 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.ENTITYWIRE_OPERATIONS_PORT || 9464}/healthz`, { signal: AbortSignal.timeout(4000) }).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]

ENTRYPOINT ["entitywire"]
CMD ["serve"]
