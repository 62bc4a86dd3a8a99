/** How fast the stand-in lives. Tests shorten it; the defaults are what a person can follow with their eyes. */
export type Pace = {
  /** Between two statuses of a message. */
  stepMs: number
  /** Between two callbacks of the "callbacks late" number. */
  lateMs: number
  /** The answer of the "slow to answer" number, and of a `delay` fault without `ms`. */
  delayMs: number
  /** Between two bytes of the "one byte at a time" number. */
  byteMs: number
  /** From the final status until the price is known; at Twilio minutes to a day. */
  priceMs: number
  /** Waits before a callback is tried again. */
  retryMs: number[]
}

export const usualPace: Pace = {
  stepMs: 100,
  lateMs: 10_000,
  delayMs: 20_000,
  byteMs: 1000,
  priceMs: 2000,
  retryMs: [250, 1000, 4000],
}
