/** Offered at once. */
export const quickEmoji = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const

/** Offered behind "more": enough to answer with, and each is one that every phone draws. */
export const moreEmoji =
  '👎 👌 👏 🙌 🤝 💪 🤞 👀 ✅ ❌ ❓ ❗ 🎉 🔥 ⭐ 💯 💚 💙 😀 😅 😊 😍 😘 😎 🤔 😴 😇 🥳 😬 😕 😡 😭 🤗 🤷 🙈 ☕ 🍕 🎁 🚗 🚲 📦 🏠 📍 ⏰ 📞 💊 🌧️ ☀️'.split(
    ' ',
  )
