/** The headers of a webhook: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */

export const WEBHOOK_HEADERS = {
  "webhook-id": {
    description:
      "The event's `id`, the same on every attempt. Store it and process each id only once.",
    example: "event_5f0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e",
  },
  "webhook-timestamp": {
    description:
      "Time of this attempt, in seconds since 1970. Refuse requests more than five minutes off your clock.",
    example: "1743166801",
  },
  "webhook-signature": {
    description:
      "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`. While a secret is being rotated there are several signatures, separated by spaces; one valid signature is enough.",
    example: "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  },
} as const;
