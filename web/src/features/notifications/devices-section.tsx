import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { countText } from '../../lib/format.ts'
import { useOnline } from '../../lib/online.ts'
import { useMyId } from '../../lib/session.tsx'
import { Section } from '../../ui/section.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { EmptyState, ErrorState } from '../../ui/states.tsx'
import { DeviceRow } from './device-row.tsx'
import { maxDevices, refreshDevices, useDevices } from './devices-query.ts'
import { deviceId } from './push-device.ts'
import { ThisDevice } from './this-device.tsx'
import { usePush } from './use-push.ts'
import { pushWords } from './words/push.ts'

function RowsSkeleton() {
  return (
    <Waiting label={pushWords.use().devicesLoading}>
      {[0, 1].map((row) => (
        <div key={row} className="flex items-center gap-3 py-3">
          <Skeleton className="size-11 rounded-full" />
          <div className="flex flex-1 flex-col gap-1.5 py-1">
            <Skeleton className="h-4 w-36" />
            <Skeleton className="h-3.5 w-24" />
          </div>
        </div>
      ))}
    </Waiting>
  )
}

/** The browsers that are pushed to: this one first, whatever state it is in, then the others. */
export function DevicesSection() {
  const words = pushWords.use()
  const me = useMyId()
  const isOnline = useOnline()
  const queryClient = useQueryClient()
  const { state, turnOn, turnOff, lookAgain } = usePush()
  const { data, error, refetch, isFetching } = useDevices()
  const own = deviceId()
  const here = data?.find(({ device_id }) => device_id === own)
  const others = data?.filter(({ device_id }) => device_id !== own) ?? []

  const { kind } = state
  useEffect(() => {
    // registering and forgetting happen elsewhere too: at the start, in the notification centre
    if (kind === 'on' || kind === 'off') void refreshDevices(queryClient, me)
  }, [kind, queryClient, me])

  const hasLooked = useRef(false)
  const isMissing = kind === 'on' && data !== undefined && !here && !isFetching
  useEffect(() => {
    // removed on another device while this page was open; once, so that a server in trouble is not asked for ever
    if (!isMissing || hasLooked.current) return
    hasLooked.current = true
    void lookAgain().then(() => refreshDevices(queryClient, me))
  }, [isMissing, lookAgain, queryClient, me])

  return (
    <Section id="devices" title={words.devicesTitle} detail={words.devicesDetail}>
      <div className="mt-2">
        <ul className="divide-y divide-line">
          {here && kind === 'on' ? (
            <DeviceRow device={here} isOnline={isOnline} onTurnOff={() => void turnOff()} />
          ) : (
            <ThisDevice state={state} isOnline={isOnline} onTurnOn={() => void turnOn()} />
          )}
          {others.map((device) => (
            <DeviceRow key={device.id} device={device} isOnline={isOnline} />
          ))}
        </ul>
        {!data && !error && isOnline && <RowsSkeleton />}
        {!data && !isOnline && <EmptyState title={words.devicesNoNetwork} />}
        {!data && error && isOnline && (
          <ErrorState
            title={words.devicesNotLoaded}
            detail={sentenceFor(error)}
            onRetry={() => void refetch()}
          />
        )}
      </div>
      {data && data.length >= maxDevices && (
        <p className="mt-2 text-13 text-ink-soft">{words.devicesFull(countText(maxDevices))}</p>
      )}
    </Section>
  )
}
