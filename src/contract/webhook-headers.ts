/** What a webhook carries beside the event: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */

export const WEBHOOK_HEADERS = {
  "webhook-id": {
    description: "The event's `id`: the same on every try. Store it, and take each id once.",
    example: "event_5f0c1d2e3f4a5b6c7d8e9f0a1b2c3d4e",
  },
  "webhook-timestamp": {
    description:
      "Seconds since 1970, of this try. Refuse what is more than five minutes from your clock.",
    example: "1743166801",
  },
  "webhook-signature": {
    description:
      "`v1,` and the base64 of HMAC-SHA256 over `id.timestamp.body`; several, separated by a space, while a secret is changed: one that is right is enough.",
    example: "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  },
} as const;
