import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import * as v from 'valibot'
import { rowsOf } from '../../lib/failure.ts'
import { useMyId } from '../../lib/session.tsx'
import { supabase } from '../../lib/supabase.ts'

const device = v.object({
  id: v.string(),
  /** Made by the browser itself: tells which row is this one. */
  device_id: v.string(),
  name: v.string(),
  last_seen_at: v.string(),
})
export type Device = v.InferOutput<typeof device>

/** The database keeps that many per person: the ones last seen. */
export const maxDevices = 20

const devicesKey = (me: string) => ['devices', me]

/** The browsers of this person that take pushes, last seen first. */
export function useDevices() {
  const me = useMyId()
  return useQuery({
    queryKey: devicesKey(me),
    queryFn: async () =>
      v.parse(
        v.array(device),
        await rowsOf(
          supabase
            .from('push_subscriptions')
            .select('id, device_id, name, last_seen_at')
            .is('disabled_at', null)
            .order('last_seen_at', { ascending: false })
            .limit(maxDevices),
        ),
      ),
  })
}

/** Reads the devices anew, after this browser was turned on or off. */
export const refreshDevices = (queryClient: QueryClient, me: string) =>
  queryClient.invalidateQueries({ queryKey: devicesKey(me) })

function useDeviceChange<Input>(change: (input: Input) => Promise<unknown>) {
  const queryClient = useQueryClient()
  const me = useMyId()
  // also after a refusal: then the list on the screen is the one that was wrong
  return useMutation({ mutationFn: change, onSettled: () => refreshDevices(queryClient, me) })
}

export const useRenameDevice = () =>
  useDeviceChange(({ id, name }: { id: string; name: string }) =>
    rowsOf(supabase.rpc('rename_device', { device_id: id, name })),
  )

export const useRemoveDevice = () =>
  useDeviceChange((id: string) => rowsOf(supabase.rpc('remove_device', { device_id: id })))
