import { useEffect, useRef, useState } from 'react'
import { sentenceFor } from '../../lib/failure.ts'
import { moneyText } from '../../lib/money.ts'
import { Button } from '../../ui/button.tsx'
import { RadioChoice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton, Waiting } from '../../ui/skeleton.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { type Method, useMethods, useStartPayment } from './payments.ts'
import { paymentWords } from './words.ts'

type SheetProps = {
  orderId: string
  dueMinor: number
  currency: string
  onClose: () => void
  /** Begun by a prompt on the payer's phone: there is no page to go to. */
  onWaiting: (paymentId: string) => void
}

/** Which way to pay; then the provider's own page, or a prompt on the phone. */
export function PaySheet(props: SheetProps) {
  const words = paymentWords.use()
  const methods = useMethods(props.currency)
  const [first] = methods.data ?? []
  if (first && methods.data) return <Choose {...props} methods={methods.data} first={first} />
  return (
    <Dialog title={words.choose} onClose={props.onClose}>
      {methods.isPending ? (
        <Waiting label={words.loading}>
          <div className="grid gap-2">
            <Skeleton className="h-16 w-full" />
            <Skeleton className="h-16 w-full" />
          </div>
        </Waiting>
      ) : methods.isError ? (
        <ErrorState
          title={words.methodsFailed}
          detail={sentenceFor(methods.error)}
          onRetry={() => void methods.refetch()}
        />
      ) : (
        <p className="text-ink-soft">{words.noMethods}</p>
      )}
    </Dialog>
  )
}

function Choose({
  orderId,
  dueMinor,
  currency,
  onClose,
  onWaiting,
  methods,
  first,
}: SheetProps & { methods: Method[]; first: Method }) {
  const words = paymentWords.use()
  const [method, setMethod] = useState(first)
  const [phone, setPhone] = useState('')
  const [isPhoneMissing, setPhoneMissing] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const start = useStartPayment(orderId)
  useEffect(() => {
    // back from the provider by the browser's own button: this very page may be shown again as it was left
    const onShown = () => setLeaving(false)
    window.addEventListener('pageshow', onShown)
    return () => window.removeEventListener('pageshow', onShown)
  }, [])
  // one press, however often it is pressed; another way to pay, or a sum that changed, is another payment
  const ids = useRef(new Map<string, string>())
  const clientId = () => {
    const key = `${method} ${dueMinor} ${currency}`
    const known = ids.current.get(key) ?? crypto.randomUUID()
    ids.current.set(key, known)
    return known
  }
  const go = () => {
    if (method === 'mpesa' && !phone.trim()) return setPhoneMissing(true)
    start.mutate(
      { provider: method, client_id: clientId(), ...(method === 'mpesa' ? { phone: phone.trim() } : {}) },
      {
        onSuccess: ({ payment_id, next }) => {
          if (next.kind === 'wait') return onWaiting(payment_id)
          setLeaving(true)
          window.location.assign(next.url)
        },
        // refused for good: the next press begins a new one
        onError: () => ids.current.clear(),
      },
    )
  }
  return (
    <Dialog
      title={words.choose}
      onClose={onClose}
      actions={
        <Button size="large" className="w-full" isBusy={start.isPending || isLeaving} onClick={go}>
          {words.pay(moneyText(dueMinor, currency))}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        <RadioChoice
          legend={words.toPage}
          name="method"
          options={methods.map((value) => ({
            value,
            label: words.methods[value],
            hint: words.methodHints[value],
          }))}
          chosen={method}
          onChoose={setMethod}
        />
        {method === 'mpesa' && (
          <TextField
            label={words.phone}
            type="tel"
            autoComplete="tel"
            placeholder="0712 345 678"
            value={phone}
            error={isPhoneMissing && !phone.trim() ? words.phoneNeeded : null}
            onChange={({ target }) => setPhone(target.value)}
          />
        )}
        {start.isError && (
          <p role="alert" className="text-bad">
            {sentenceFor(start.error)}
          </p>
        )}
      </div>
    </Dialog>
  )
}
