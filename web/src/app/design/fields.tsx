import { useState } from 'react'
import { CheckChoice, RadioChoice } from '../../ui/choice.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextArea, TextField } from '../../ui/text-field.tsx'
import { Specimen, State } from './specimen.tsx'

const sizes = [
  { value: 'small', label: 'Small', hint: 'Fits a bicycle' },
  { value: 'large', label: 'Large', hint: 'Needs a car' },
] as const

export function Fields() {
  const [size, setSize] = useState<'small' | 'large'>('small')
  const [sizesChosen, setSizes] = useState<('small' | 'large')[]>(['large'])
  return (
    <>
      <Specimen name="TextField">
        <State name="empty">
          <TextField label="Pickup address" placeholder="Street and number" />
        </State>
        <State name="filled, with a hint">
          <TextField label="Phone" type="tel" hint="With its country code" defaultValue="+44 7700 900123" />
        </State>
        <State name="wrong">
          <TextField label="Email" type="email" error="This is no address." defaultValue="ada@" />
        </State>
        <State name="disabled">
          <TextField label="Email" type="email" disabled defaultValue="ada@example.com" />
        </State>
      </Specimen>
      <Specimen name="TextArea">
        <State name="filled">
          <TextArea label="Note" defaultValue="The bell is broken, please knock." />
        </State>
        <State name="wrong">
          <TextArea label="Note" error="At most 500 characters." />
        </State>
      </Specimen>
      <Specimen name="SelectField">
        <State name="at rest">
          <SelectField label="Time zone">
            <option>Europe/London</option>
            <option>America/Mexico_City</option>
          </SelectField>
        </State>
        <State name="disabled">
          <SelectField label="Time zone" disabled>
            <option>Europe/London</option>
          </SelectField>
        </State>
      </Specimen>
      <Specimen name="RadioChoice">
        <RadioChoice legend="Size" name="size" options={sizes} chosen={size} onChoose={setSize} />
      </Specimen>
      <Specimen name="CheckChoice">
        <State name="at rest">
          <CheckChoice legend="Sizes" options={sizes} chosen={sizesChosen} onChange={setSizes} />
        </State>
        <State name="wrong">
          <CheckChoice
            legend="Sizes"
            options={sizes}
            chosen={[]}
            onChange={() => undefined}
            error="Choose at least one."
          />
        </State>
      </Specimen>
    </>
  )
}
