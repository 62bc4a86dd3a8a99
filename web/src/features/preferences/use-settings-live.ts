import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { subscribe } from '../../lib/realtime.ts'
import { useMyId } from '../../lib/session.tsx'

/** What is set on another device, or by a STOP, shows here too while the settings are open. */
export function useSettingsLive(): void {
  const queryClient = useQueryClient()
  const me = useMyId()
  useEffect(() => {
    const refetch = () => {
      // whether a channel reaches anybody, as the grid says, hangs on the phone too
      void queryClient.invalidateQueries({ queryKey: ['preferences'] })
      void queryClient.invalidateQueries({ queryKey: ['phones'] })
    }
    return subscribe(`user:${me}`, { settings_changed: refetch }, { private: true, onReady: refetch })
  }, [queryClient, me])
}
