import { type FormEvent, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import { env } from '../../lib/env.ts'
import { sentenceFor } from '../../lib/failure.ts'
import { distanceText } from '../../lib/format.ts'
import { distanceM, type Point } from '../../lib/geo.ts'
import { useOnline } from '../../lib/online.ts'
import { paths } from '../../lib/paths.ts'
import { Button } from '../../ui/button.tsx'
import { OfflineBanner } from '../../ui/states.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { KindChoice } from './kind-choice.tsx'
import { usePlaceOrder } from './order-actions.ts'
import { defaultPlaces, type FormErrors, readOrderForm } from './order-form.ts'
import type { Order } from './orders.ts'
import { PlaceMap, type PlaceName } from './place-map.tsx'
import { placeWords } from './words/place.ts'

/** Places an order; `last` is the person's newest order, whose places are offered again. */
export function PlaceOrderForm({ last }: { last: Order | undefined }) {
  const words = placeWords.use()
  const start = useMemo(() => defaultPlaces(last, env.mapHome), [last])
  const [points, setPoints] = useState({ pickup: start.pickup.point, dropoff: start.dropoff.point })
  const [active, setActive] = useState<PlaceName>('pickup')
  const [errors, setErrors] = useState<FormErrors>({})
  const place = usePlaceOrder()
  const navigate = useNavigate()
  const isOnline = useOnline()
  // one id for this form, so that pressing again after a lost answer cannot place it twice
  const clientId = useRef(crypto.randomUUID())

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (place.isPending) return
    const read = readOrderForm(new FormData(event.currentTarget), points, clientId.current)
    setErrors(read.errors ?? {})
    if (!read.order) return
    place.mutate(read.order, {
      onSuccess: (order) => navigate(paths.order(order.id), { replace: true }),
    })
  }

  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-5">
      {!isOnline && <OfflineBanner>{words.offline}</OfflineBanner>}
      <KindChoice initial={last?.kind ?? 'delivery'} error={errors.kind} />
      <TextField
        label={words.pickupAddress}
        name="pickup_address"
        defaultValue={start.pickup.address}
        error={errors.pickup_address ?? null}
        autoComplete="off"
        maxLength={300}
        onFocus={() => setActive('pickup')}
      />
      <TextField
        label={words.deliveryAddress}
        name="dropoff_address"
        defaultValue={start.dropoff.address}
        error={errors.dropoff_address ?? null}
        autoComplete="street-address"
        maxLength={300}
        onFocus={() => setActive('dropoff')}
      />
      <div className="flex flex-col gap-2">
        <PlaceMap
          points={points}
          active={active}
          onMove={(name: PlaceName, point: Point) => setPoints((all) => ({ ...all, [name]: point }))}
        />
        <p className="flex flex-wrap justify-between gap-x-4 text-13 text-ink-soft">
          <span>{active === 'pickup' ? words.setPickup : words.setDelivery}</span>
          <span className="tabular">
            {words.apart(distanceText(distanceM(points.pickup, points.dropoff)))}
          </span>
        </p>
      </div>
      <TextArea
        label={words.note}
        name="note"
        rows={2}
        maxLength={1000}
        error={errors.note ?? null}
        placeholder={words.noteHint}
      />
      {place.isError && (
        <p role="alert" className="rounded-control bg-bad-soft px-3 py-2.5 text-bad">
          {sentenceFor(place.error)}
        </p>
      )}
      <Button type="submit" size="large" isBusy={place.isPending}>
        {words.submit}
      </Button>
    </form>
  )
}
