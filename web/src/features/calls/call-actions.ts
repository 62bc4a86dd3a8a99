import { failureOf } from '../../lib/failure.ts'
import type { Rows } from '../../lib/rows.ts'
import { supabase } from '../../lib/supabase.ts'
import { type Call, isLive } from './call.ts'
import { currentCall, hearCall } from './call-store.ts'
import { thisDevice } from './this-device.ts'

type Answer = Awaited<ReturnType<Rows['rpc']>>

/** What the call answers is the call as it is now; throws a Failure. */
async function heard(request: PromiseLike<Answer>): Promise<Call | null> {
  const answer = await request
  const failure = failureOf(answer)
  if (failure) throw failure
  return hearCall(answer.data)
}

export const requestCall = (roomId: string, clientId: string) =>
  heard(supabase.rpc('request_call', { room_id: roomId, client_id: clientId, device_id: thisDevice() }))
export const acceptCall = (id: string) =>
  heard(supabase.rpc('accept_call', { call_id: id, device_id: thisDevice() }))
export const declineCall = (id: string) => heard(supabase.rpc('decline_call', { call_id: id }))
export const cancelCall = (id: string) => heard(supabase.rpc('cancel_call', { call_id: id }))
export const joinCall = (id: string) =>
  heard(supabase.rpc('join_call', { call_id: id, device_id: thisDevice() }))
export const endCall = (id: string, reason: 'hung_up' | 'no_device' = 'hung_up') =>
  heard(supabase.rpc('end_call', { call_id: id, reason }))

/**
 * Asks what rings or runs for the person, after an absence. One this page still shows as live and the server no longer has is
 * over: its row says how.
 */
export async function catchUp(): Promise<void> {
  const shown = currentCall()
  const found = await heard(supabase.rpc('my_call'))
  if (found || !shown || !isLive(shown)) return
  const { data } = await supabase
    .from('calls')
    .select('status, end_reason, duration_s')
    .eq('id', shown.id)
    .maybeSingle()
  if (data) hearCall({ ...shown, ...data })
}
