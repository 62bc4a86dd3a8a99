import { Copy } from 'lucide-react'
import { useMemo } from 'react'
import { encode } from 'uqr'
import { buttonClasses } from '../../ui/button.tsx'
import { IconButton } from '../../ui/icon-button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { ownTracksLink, ownTracksSettings } from './owntracks-link.ts'
import { trackUrl } from './use-background.ts'

/** One path of squares: dark on light in both modes, because many scanners read no other. */
function QrCode({ text }: { text: string }) {
  const { path, size } = useMemo(() => {
    const code = encode(text, { ecc: 'L', border: 4 })
    const squares = code.data.flatMap((row, y) =>
      row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])),
    )
    return { path: squares.join(''), size: code.size }
  }, [text])
  return (
    <svg
      role="img"
      aria-label="Code that sets OwnTracks up. Without a camera, use the button or the fields below."
      viewBox={`0 0 ${size} ${size}`}
      className="mx-auto w-full max-w-72 rounded-control bg-[#fff]"
      shapeRendering="crispEdges"
    >
      <path d={path} fill="#000" />
    </svg>
  )
}

function Field({ label, value }: { label: string; value: string }) {
  return (
    <div className="flex min-h-11 items-center gap-2">
      <dt className="w-24 shrink-0 text-13 text-ink-soft">{label}</dt>
      <dd className="min-w-0 flex-1 font-mono text-13 break-all select-all">{value}</dd>
      <IconButton
        label={`Copy ${label.toLowerCase()}`}
        onClick={() =>
          void navigator.clipboard.writeText(value).then(
            () => showToast(`${label} copied.`),
            () => showToast('Copying is not allowed here. Press long on the text instead.'),
          )
        }
      >
        <Copy size={20} aria-hidden />
      </IconButton>
    </div>
  )
}

/** What to do on the phone with a token that was just made. */
export function PhoneSetup({ token, label }: { token: string; label: string }) {
  const link = ownTracksLink(ownTracksSettings({ url: trackUrl, orderNumber: label, token }))
  return (
    <>
      <ol className="flex list-decimal flex-col gap-2 ps-5 text-13">
        <li>Install OwnTracks from the App Store or Google Play and open it once.</li>
        <li>
          <strong>iPhone:</strong> allow location “Always” and “Precise”. <strong>Android:</strong> allow
          location “All the time”, and take OwnTracks out of battery optimisation.
        </li>
        <li>Scan this code with the phone’s camera, or press the button when you read this on that phone.</li>
        <li>Android: press Import (the tick). Then wait for “heard of” below.</li>
      </ol>
      <QrCode text={link} />
      <a href={link} className={buttonClasses('secondary')}>
        Set OwnTracks up on this phone
      </a>
      <details className="text-13">
        <summary className="flex min-h-11 cursor-pointer items-center">Or type it in</summary>
        <p className="text-ink-soft">
          OwnTracks: mode HTTP, then these. Traccar Client: the address as server, the password as device
          identifier.
        </p>
        <dl className="flex flex-col">
          <Field label="Address" value={trackUrl} />
          <Field label="User" value={label} />
          <Field label="Password" value={token} />
        </dl>
      </details>
      <p className="text-13 text-ink-soft">
        This code is shown once. Whoever has it can send positions for this order, and read nothing.
      </p>
    </>
  )
}
