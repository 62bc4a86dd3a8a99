import type { Words } from './system-words.ts'

export const words: Words = {
  steps: {
    placed: 'تم إنشاء الطلب',
    accepted: 'تم قبول الطلب',
    picked_up: 'تم الاستلام',
    in_progress: 'قيد التنفيذ',
    ready: 'جاهز',
    out_for_delivery: 'في الطريق للتسليم',
    delivered: 'تم التسليم',
    cancelled: 'تم إلغاء الطلب',
  },
  orderUpdated: 'تم تحديث الطلب',
  notice: 'إشعار',
  withNote: (head, note) => `${head}: ${note}`,
  // "قام … بـ" and "تم" keep the verb apart from the person, whose gender nobody knows
  events: {
    room_opened: ({ by }) => (by ? `تم فتح هذه المحادثة من قبل ${by}` : 'تم فتح هذه المحادثة'),
    room_closed: ({ by }) => (by ? `تم إغلاق هذه المحادثة من قبل ${by}` : 'تم إغلاق هذه المحادثة'),
    room_archived: ({ by }) => (by ? `تمت أرشفة هذه المحادثة من قبل ${by}` : 'تمت أرشفة هذه المحادثة'),
    room_reopened: ({ by }) => (by ? `أعيد فتح هذه المحادثة من قبل ${by}` : 'أعيد فتح هذه المحادثة'),
    request_resolved: ({ by }) => (by ? `حلّ ${by} طلب الدعم هذا` : 'تم حل طلب الدعم هذا'),
    request_reopened: ({ by }) => (by ? `أعاد ${by} فتح طلب الدعم هذا` : 'فُتح طلب الدعم هذا من جديد'),
    member_joined: ({ name }) => `تم انضمام ${name}`,
    member_left: ({ name }) => `تمت مغادرة ${name}`,
    member_added: ({ name, by }) => (by ? `تمت إضافة ${name} من قبل ${by}` : `تمت إضافة ${name}`),
    member_removed: ({ name, by }) => (by ? `تمت إزالة ${name} من قبل ${by}` : `تمت إزالة ${name}`),
    member_muted: ({ name, by, until }) =>
      by ? `تم منع ${name} من الكتابة حتى ${until} من قبل ${by}` : `تم منع ${name} من الكتابة حتى ${until}`,
    member_unmuted: ({ name }) => `يمكن الآن الكتابة من جديد: ${name}`,
    payment_due: ({ amount }) => `المطلوب دفعه ${amount}`,
    payment_received: ({ amount }) => `تم دفع ${amount}`,
    payment_failed: ({ amount }) => `لم تكتمل دفعة بقيمة ${amount}`,
    refund_requested: ({ amount }) => `طُلب استرداد ${amount}`,
    refund_processed: ({ amount }) => `${amount} في طريق العودة`,
    refund_completed: ({ amount }) => `أُعيد ${amount}`,
    refund_declined: ({ amount }) => `لن يُعاد ${amount}`,
    partner_changed: ({ name, former }) =>
      name === '—'
        ? `لم يعد ${former ?? 'الشريك'} على هذا الطلب`
        : `تم نقل الطلب من ${former ?? 'الشريك'} إلى ${name}`,
    arrived_at_pickup: ({ name }) => `تم وصول ${name} إلى مكان الاستلام`,
    left_pickup: ({ name }) => `تم انطلاق ${name} من مكان الاستلام`,
    arriving_at_dropoff: ({ name }) => `اقترب وصول ${name}`,
    arrived_at_dropoff: ({ name }) => `تم وصول ${name}`,
    left_dropoff: ({ name }) => `تمت مغادرة ${name} مكان التسليم`,
    booking_confirmed: ({ name, until }) => `تم تأكيد الحجز ${name}: ${until}`,
    booking_changed: ({ name, until }) => `تم نقل الحجز ${name} إلى ${until}`,
    booking_cancelled: ({ name, until }) => `تم إلغاء الحجز ${name} بتاريخ ${until}`,
    call_completed: ({ by, name, duration }) =>
      duration ? `مكالمة من ${by ?? '—'} إلى ${name} · ${duration}` : `مكالمة من ${by ?? '—'} إلى ${name}`,
    call_missed: ({ by }) => `مكالمة فائتة من ${by ?? '—'}`,
    call_cancelled: ({ by }) => `أُنهيت المكالمة من ${by ?? '—'} قبل الرد عليها`,
    call_declined: ({ name, by }) => `رُفضت المكالمة من ${by ?? '—'} إلى ${name}`,
    call_failed: ({ by, name }) => `تعذّر اتصال المكالمة من ${by ?? '—'} إلى ${name}`,
  },
}
