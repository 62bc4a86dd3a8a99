import { Bell, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { Specimen, State } from './specimen.tsx'

const looks = ['primary', 'secondary', 'quiet', 'danger'] as const

export function Controls() {
  const [isOn, setOn] = useState(true)
  return (
    <>
      {looks.map((look) => (
        <Specimen key={look} name={`Button, ${look}`}>
          <State name="at rest">
            <Button look={look}>Send</Button>
          </State>
          <State name="with an icon">
            <Button look={look} icon={<Plus size={20} aria-hidden />}>
              Place an order
            </Button>
          </State>
          <State name="busy">
            <Button look={look} isBusy>
              Send
            </Button>
          </State>
          <State name="disabled">
            <Button look={look} disabled>
              Send
            </Button>
          </State>
          <State name="large">
            <Button look={look} size="large">
              Picked up
            </Button>
          </State>
        </Specimen>
      ))}
      <Specimen name="IconButton">
        <State name="at rest">
          <IconButton label="Notifications">
            <Bell size={20} aria-hidden />
          </IconButton>
        </State>
        <State name="disabled">
          <IconButton label="Delete" disabled>
            <Trash2 size={20} aria-hidden />
          </IconButton>
        </State>
      </Specimen>
      <Specimen name="Switch">
        <State name="on and off, with a hint">
          <Switch
            label="Share my location"
            hint="Until the order is delivered"
            isOn={isOn}
            onChange={setOn}
          />
        </State>
        <State name="off">
          <Switch label="Sound" isOn={false} onChange={() => undefined} />
        </State>
        <State name="locked">
          <Switch
            label="In the app"
            hint="Needed for your order"
            isOn
            isDisabled
            onChange={() => undefined}
          />
        </State>
      </Specimen>
    </>
  )
}
