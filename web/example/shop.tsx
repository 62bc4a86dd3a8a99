import { Bell, Inbox, OrderChat, OrderlineProvider, OrderTracker } from '../src/index.ts'
import { Frame } from './frame.tsx'
import { hrefOf, open, type Place } from './place.ts'

/** The whole of it: bell, inbox, chat and tracker in a shop of one's own. */
export const Shop = ({ place }: { place: Place }) => (
  <OrderlineProvider onOpen={open} hrefOf={hrefOf}>
    <Frame bell={<Bell />}>
      {place.orderId && <OrderTracker orderId={place.orderId} />}
      {place.orderId && <OrderChat orderId={place.orderId} />}
      {!place.orderId && <Inbox />}
    </Frame>
  </OrderlineProvider>
)
