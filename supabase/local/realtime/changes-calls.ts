import { setTimeout as sleep } from 'node:timers/promises'
import { SubscriptionError } from './changes-request.ts'
import type { Channel } from './channel.ts'
import type { ChangesRequest } from './join-config.ts'
import type { Services } from './services.ts'
import type { Refusal } from './token.ts'

const RETRY_MS = 5_000
const POLL_MS = 100

/** Registers for postgres_changes and says so; on failure the channel stays, with an error message of its own. */
export async function subscribeToChanges(services: Services, channel: Channel, requests: ChangesRequest[]) {
  while (!channel.isClosed) {
    try {
      await services.subscriptions.replace(channel, requests)
      return announceChanges(channel)
    } catch (cause) {
      if (channel.isClosed) return
      const text = cause instanceof Error ? cause.message : String(cause)
      channel.system('postgres_changes', 'error', text)
      if (cause instanceof SubscriptionError) return
      await sleep(RETRY_MS, undefined, { ref: false })
    }
  }
}

export function announceChanges(channel: Channel): void {
  channel.system('postgres_changes', 'ok', 'Subscribed to PostgreSQL')
}

/** For `postgres_changes_options.wait`: the join is answered only when changes would be seen. */
export async function awaitChanges(
  services: Services,
  channel: Channel,
  requests: ChangesRequest[],
  timeoutMs: number,
): Promise<Refusal | null> {
  const deadline = performance.now() + timeoutMs
  for (;;) {
    try {
      if (services.isReplicationReady()) {
        await services.subscriptions.replace(channel, requests)
        return null
      }
    } catch (cause) {
      if (cause instanceof SubscriptionError) {
        return { code: 'RealtimeDisabledForConfiguration', message: cause.message }
      }
      services.log(`realtime: postgres_changes: ${cause}`)
    }
    if (performance.now() >= deadline) {
      return {
        code: 'PostgresChangesSubscribeTimeout',
        message: `Timed out after ${timeoutMs}ms waiting for the postgres_changes subscription`,
      }
    }
    await sleep(POLL_MS)
  }
}
