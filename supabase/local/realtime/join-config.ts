import * as v from 'valibot'

/** One entry of `config.postgres_changes`, kept whole: the client compares the answer with what it sent. */
export type ChangesRequest = Record<string, unknown>

export type JoinConfig = {
  accessToken: string | null
  isPrivate: boolean
  self: boolean
  ack: boolean
  isReplicationReadyWanted: boolean
  /** Null: no replay asked for. The numbers are checked when the messages are read. */
  replay: { since: unknown; limit: unknown } | null
  presenceKey: string
  isPresenceEnabled: boolean
  changes: ChangesRequest[]
  /** Milliseconds to hold the answer until postgres_changes stand; null answers at once. */
  changesWaitMs: number | null
}

const DEFAULT_WAIT_MS = 15_000
const LONGEST_WAIT_MS = 20_000

// Upstream takes "true" for true, and ignores what it cannot read instead of refusing the join.
const flag = v.fallback(
  v.pipe(
    v.union([v.boolean(), v.string()]),
    v.transform((value) => String(value).toLowerCase() === 'true'),
  ),
  false,
)
const section = <Entries extends v.ObjectEntries>(entries: Entries) => {
  const schema = v.object(entries)
  return v.fallback(schema, () => v.parse(schema, {}))
}
const token = v.fallback(v.nullish(v.string()), null)

const joinSchema = section({
  access_token: token,
  user_token: token,
  config: section({
    private: flag,
    broadcast: section({
      self: flag,
      ack: flag,
      replication_ready: flag,
      replay: v.optional(v.unknown()),
    }),
    presence: section({
      enabled: flag,
      key: v.fallback(v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String)), ''),
    }),
    postgres_changes: v.fallback(v.array(v.nullable(v.record(v.string(), v.unknown()))), []),
    postgres_changes_options: section({
      wait: flag,
      timeout: v.fallback(
        v.pipe(
          v.number(),
          v.minValue(0),
          v.transform((ms) => Math.min(ms, LONGEST_WAIT_MS)),
        ),
        DEFAULT_WAIT_MS,
      ),
    }),
  }),
})

const replaySchema = v.looseObject({ since: v.optional(v.unknown()), limit: v.optional(v.unknown()) })

/** The payload of phx_join, in our words. Never fails: a part that makes no sense counts as not given. */
export function parseJoin(payload: unknown): JoinConfig {
  const { config, user_token, access_token } = v.parse(joinSchema, payload)
  const { broadcast, presence, postgres_changes, postgres_changes_options: options } = config
  const replay = v.safeParse(replaySchema, broadcast.replay)
  return {
    accessToken: user_token ?? access_token ?? null,
    isPrivate: config.private,
    self: broadcast.self,
    ack: broadcast.ack,
    isReplicationReadyWanted: broadcast.replication_ready,
    replay: replay.success ? { since: replay.output.since, limit: replay.output.limit } : null,
    presenceKey: presence.key,
    isPresenceEnabled: presence.enabled,
    changes: postgres_changes.filter((request) => request !== null),
    changesWaitMs: options.wait ? options.timeout : null,
  }
}
