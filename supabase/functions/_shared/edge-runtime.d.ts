/** What Supabase's edge runtime adds to Deno. */
declare const EdgeRuntime: {
  /** Keeps this instance alive until the promise settles, or the wall limit comes. */
  waitUntil<T>(promise: Promise<T>): Promise<T>
}
