import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { Failure, sentenceFor } from '../../lib/failure.ts'
import { paths } from '../../lib/paths.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from '../../ui/section.tsx'
import { TextArea } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { type Resource, type Service, useBook } from './bookings-query.ts'
import { Facts } from './facts.tsx'
import { noRepeat, RepeatFields, ruleOf } from './repeat-fields.tsx'
import { useSeriesActions } from './series-query.ts'
import { bookingWords } from './words/booking.ts'
import { dayIn, momentIn, otherZone, rangeIn } from './zoned.ts'

/** Whom staff book for, and how it is said to them. */
export type ForCustomer = {
  id: string
  title: string
  steps: readonly string[]
  /** Who it is for, on each step. */
  line: ReactNode
  /** What stands where nothing is offered. */
  setUp: ReactNode
  noteHint: string
  told: string
  freeUntil: (moment: string) => string
  done: string
}

/** All of it once more, a note, and whether it repeats; then it is booked. */
export function ConfirmStep({
  service,
  carer,
  at,
  orderId,
  customer,
  onTaken,
}: {
  service: Service
  carer: Resource | null
  at: Date
  orderId: string | null
  customer?: ForCustomer | undefined
  onTaken: () => void
}) {
  const words = bookingWords.use()
  const { find, one } = words
  const navigate = useNavigate()
  const [clientId] = useState(() => crypto.randomUUID())
  const [note, setNote] = useState('')
  const [repeat, setRepeat] = useState(noRepeat)
  const book = useBook()
  const { bookSeries } = useSeriesActions()
  const failure = book.error ?? bookSeries.error
  const zone = service.time_zone
  const end = new Date(at.getTime() + service.duration_min * 60_000)
  const freeUntil = new Date(at.getTime() - service.free_cancel_min * 60_000)
  const elsewhere = otherZone(zone, at)
  const failed = (error: unknown) => {
    if (error instanceof Failure && (error.code === 'slot_taken' || error.code === 'slot_not_offered')) {
      showToast(find.justTaken)
      onTaken()
    }
  }
  function submit() {
    const rule = ruleOf(repeat)
    const asked = {
      client_id: clientId,
      service_key: service.key,
      starts_at: at.toISOString(),
      ...(carer && { carer_id: carer.id }),
      ...(note.trim() && { note }),
    }
    if (rule) {
      bookSeries.mutate(
        { ...asked, ...rule },
        {
          onSuccess: ({ made, skipped }) => {
            showToast(find.series(made, skipped.length))
            navigate(paths.bookings, { replace: true })
          },
          onError: failed,
        },
      )
      return
    }
    book.mutate(
      { ...asked, ...(orderId && { order_id: orderId }), ...(customer && { customer_id: customer.id }) },
      {
        onSuccess: ({ id, status }) => {
          showToast(customer?.done ?? (status === 'requested' ? find.asked : find.done))
          navigate(paths.booking(id), { replace: true })
        },
        onError: failed,
      },
    )
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Section title={find.review}>
        <div className="mt-3">
          <Facts
            facts={[
              { name: find.what, value: service.label },
              {
                name: find.when,
                value: (
                  <>
                    {rangeIn(zone, at, end)}
                    {elsewhere && (
                      <span className="block text-13 text-ink-soft">{words.inZone(elsewhere)}</span>
                    )}
                  </>
                ),
              },
              service.needs_carer && { name: one.carer, value: carer?.name ?? find.anybody },
              service.place && { name: one.where, value: service.place },
            ]}
          />
        </div>
      </Section>
      {!orderId && !customer && <RepeatFields day={dayIn(zone, at)} repeat={repeat} onChange={setRepeat} />}
      <TextArea
        label={find.note}
        hint={customer?.noteHint ?? find.noteHint}
        maxLength={1000}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
      {freeUntil > new Date() && (
        <p className="text-13 text-ink-soft">
          {(customer?.freeUntil ?? find.freeUntil)(momentIn(zone, freeUntil))}
        </p>
      )}
      {customer && <p className="text-13 text-ink-soft">{customer.told}</p>}
      {service.needs_confirming && !customer && <p className="text-13 text-ink-soft">{find.askHint}</p>}
      {failure && (
        <p role="alert" className="text-13 text-bad">
          {sentenceFor(failure)}
        </p>
      )}
      <Button
        type="submit"
        size="large"
        className="sm:self-start"
        isBusy={book.isPending || bookSeries.isPending}
      >
        {service.needs_confirming && !customer ? find.askNow : find.bookNow}
      </Button>
    </form>
  )
}
