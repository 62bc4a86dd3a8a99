import * as v from 'valibot'

// What the two processes of a load test say to each other.

export const listenOrder = v.object({
  url: v.string(),
  token: v.string(),
  topic: v.string(),
  sockets: v.number(),
})
export const listenReport = v.object({ received: v.array(v.number()), latenciesMs: v.array(v.number()) })

/** Milliseconds on the clock all processes of a machine share. */
export const sharedClockMs = () => Number(process.hrtime.bigint()) / 1e6
