// The API as typed functions: `const api = pushnchat({ token }); await api.GET("/api/v1/listings", …)`.
// Used by the web app's tests and meant for React Native; every path, parameter and answer is checked by the compiler.

import createClient, { type Client } from "openapi-fetch";
import type { paths } from "./api.js";

/** How a client reaches the server and proves who it is. */
export interface Options {
  /** Where the server is; the same origin if left out. */
  baseUrl?: string;
  /** The access token of the moment, asked for before each request. */
  token?: () => string | undefined;
  /** Language of messages, such as `fr`. */
  language?: string;
}

/** A client of the API. Writes that may be sent twice should carry an `Idempotency-Key` header. */
export function pushnchat({ baseUrl = "", token, language }: Options = {}): Client<paths> {
  const client = createClient<paths>({ baseUrl });
  client.use({
    onRequest({ request }) {
      const access = token?.();
      if (access) request.headers.set("Authorization", `Bearer ${access}`);
      if (language) request.headers.set("Accept-Language", language);
      return request;
    },
  });
  return client;
}
