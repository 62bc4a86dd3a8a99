import type { Claimed, Outbox } from '../_shared/deliveries.ts'
import { createDrain } from '../_shared/drain.ts'
import { answerKnocks } from '../_shared/knock.ts'
import type { Outcome, Settlement } from '../_shared/outcome.ts'
import type { Handle, Log } from '../_shared/serve.ts'
import { createBreaker } from './breaker.ts'
import { messageOf, type Sender } from './message.ts'
import { encodePayload, withoutExtras } from './payload.ts'
import type { PushService } from './push-service.ts'

export type Dependencies = Sender & {
  webhookSecret: string
  outbox: Outbox
  push: PushService
  background(work: Promise<void>): void
  log: Log
}

/** Answers knocks for web_push: claims due deliveries, sends them to the push services and settles what became of them. */
export function sendPush({ webhookSecret, outbox, background, log, ...dependencies }: Dependencies): Handle {
  const breaker = createBreaker()
  const work = createDrain<Claimed>({
    claim: outbox.claim,
    settle: outbox.settle,
    send: async (delivery) => ({
      ...(await deliver(delivery, breaker, dependencies)),
      ...identity(delivery),
    }),
    batch: 500,
    lanes: 64,
    log,
  })
  return answerKnocks({ secret: webhookSecret, work, background, log })
}

const identity = ({ id, lease_token }: Claimed) =>
  ({ id, lease_token, provider: 'web_push' }) satisfies Partial<Settlement>

async function deliver(
  delivery: Claimed,
  breaker: ReturnType<typeof createBreaker>,
  { push, ...sender }: Sender & Pick<Dependencies, 'push'>,
): Promise<Outcome> {
  const built = await messageOf(delivery, sender)
  if ('outcome' in built) return built
  return await breaker(built.message.endpoint.host, async () => {
    const outcome = await push(built.message)
    if (outcome.outcome !== 'permanent' || outcome.code !== 'payload_too_large') return outcome
    return await push({ ...built.message, plaintext: encodePayload(withoutExtras(built.payload)) })
  })
}
