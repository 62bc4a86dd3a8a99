import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf, sentenceFor } from '../../lib/failure.ts'
import { useMyId } from '../../lib/session.tsx'
import { supabase } from '../../lib/supabase.ts'
import { refreshDevices } from './devices-query.ts'
import { patienceMs, type TestResult, type TestState, testResult, testState } from './test-push.ts'
import { pushWords } from './words/push.ts'

const askEveryMs = 700

/** Pushes a test to one device and follows it until the device has shown it, it failed, or it takes too long. */
export function useTestPush(deviceId: string) {
  const queryClient = useQueryClient()
  const me = useMyId()
  const send = useMutation({
    mutationFn: async () => ({
      id: await rowsOf(supabase.rpc('send_test_push', { device_id: deviceId })),
      at: Date.now(),
    }),
    // a device that is no longer theirs is still on the screen
    onError: () => refreshDevices(queryClient, me),
  })
  const test = send.data
  const { data, error } = useQuery({
    queryKey: ['test-push', test?.id],
    enabled: test !== undefined,
    refetchInterval: ({ state }) => (test && isOpen(state.data) ? askEveryMs : false),
    queryFn: async () => {
      const [state = waiting] = v.parse(
        v.array(testState),
        await rowsOf(supabase.rpc('test_push_state', { test_id: test?.id ?? '' })),
      )
      // the push service ended the subscription: it is no device any more
      if (state.state === 'failed') void refreshDevices(queryClient, me)
      return { state, waitedMs: Date.now() - (test?.at ?? 0) }
    },
  })

  function result(): TestResult | null {
    if (send.isPending) return { tone: 'busy', sentence: pushWords.now().sending }
    if (send.error) return { tone: 'bad', sentence: sentenceFor(send.error) }
    if (!test) return null
    if (error) return { tone: 'bad', sentence: sentenceFor(error) }
    return testResult(data?.state ?? waiting, data?.waitedMs ?? 0)
  }
  const now = result()
  return { send: () => send.mutate(), result: now, isBusy: now?.tone === 'busy' }
}

const waiting: TestState = { state: 'waiting', code: null, shown_at: null }

const isOpen = (data: { state: TestState; waitedMs: number } | undefined) =>
  data === undefined ||
  (data.waitedMs < patienceMs && (data.state.state === 'waiting' || data.state.state === 'accepted'))
