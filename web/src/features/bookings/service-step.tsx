import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { RadioChoice } from '../../ui/choice.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import type { Resource, Service } from './bookings-query.ts'
import { bookingWords } from './words/booking.ts'

/** What is booked, and with whom where that can be chosen. */
export function ServiceStep({
  services,
  carers,
  onChoose,
}: {
  services: readonly Service[]
  carers: (service_key: string) => readonly Resource[]
  onChoose: (service_key: string, carerId: string | undefined) => void
}) {
  const words = bookingWords.use().find
  const [key, setKey] = useState(services[0]?.key ?? '')
  const [carerId, setCarerId] = useState('')
  const chosen = services.find((service) => service.key === key)
  const some = chosen?.needs_carer ? carers(key) : []
  return (
    <div className="flex flex-col gap-5">
      <RadioChoice
        legend={words.service}
        name="service"
        chosen={key}
        onChoose={(next) => {
          setKey(next)
          setCarerId('')
        }}
        options={services.map((service) => ({
          value: service.key,
          label: <span dir="auto">{service.label}</span>,
          hint: (
            <>
              {words.minutes(service.duration_min)}
              {service.detail && (
                <>
                  {' · '}
                  <span dir="auto">{service.detail}</span>
                </>
              )}
            </>
          ),
        }))}
      />
      {some.length > 1 && (
        <SelectField label={words.carer} value={carerId} onChange={({ target }) => setCarerId(target.value)}>
          <option value="">{words.anybody}</option>
          {some.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      <Button className="self-start" onClick={() => onChoose(key, carerId || undefined)}>
        {words.next}
      </Button>
    </div>
  )
}
