import * as v from 'valibot'

/** A JSON object. valibot's record takes an array for one, so that is asked first. */
export const jsonMap = v.pipe(
  v.unknown(),
  v.check((value) => !Array.isArray(value)),
  v.record(v.string(), v.unknown()),
)
