# One image, every role: docker run <image> api | worker | all | migrate | admin | health
# docs/deployment.md says how it is used; deploy/check-image.sh does the same steps without a Docker engine, and tries the result.
# Both bases are this one tag. Add its digest (docker buildx imagetools inspect <tag>) where builds have to be repeatable to the byte.
FROM node:24.20.0-trixie-slim AS base

FROM base AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY packages/svg/package.json ./packages/svg/
COPY packages/composer/package.json ./packages/composer/
COPY packages/client/package.json ./packages/client/
COPY packages/chatsvg/package.json ./packages/chatsvg/
COPY apps/server/package.json ./apps/server/
COPY apps/cli/package.json ./apps/cli/
COPY apps/web/package.json ./apps/web/
RUN --mount=type=cache,target=/root/.npm npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY tools/build.mjs tools/bundle.mjs tools/hash-files.mjs ./tools/
COPY packages ./packages
COPY apps ./apps
RUN npm run build
COPY LICENSE NOTICE ./
COPY deploy/image ./deploy/image
RUN npm prune --omit=dev && deploy/image/trim-app.sh .

FROM base AS system
COPY deploy/image/collect-system.sh /
# Debian names no older version of a package once it has a newer one, so these are not pinned beyond the release.
# hadolint ignore=DL3008
RUN apt-get update \
  && apt-get install -y --no-install-recommends binutils fonts-dejavu-core tini \
  && /collect-system.sh /system \
  && rm -rf /var/lib/apt/lists/*

# Node, its libraries, a shell to start it with, and nothing else: no package manager, no compiler, no npm.
FROM scratch
COPY --from=system /system /
COPY --from=build /app /app
COPY deploy/image/chatsvg /usr/local/bin/chatsvg
WORKDIR /app
# A container is reached from outside; what may reach it is for its network to say.
ENV NODE_ENV=production \
  PATH=/usr/local/bin:/usr/bin:/bin \
  HOME=/tmp \
  HOST=0.0.0.0 \
  PORT=4000 \
  LOG_FORMAT=json
USER 10001:10001
EXPOSE 4000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 CMD ["chatsvg", "health"]
# Node reaps no orphans and, where a program has no handler, ignores signals as process 1.
ENTRYPOINT ["/usr/bin/tini", "--", "chatsvg"]
CMD ["all"]
