import { create } from 'zustand'

export interface Toast {
  id: number
  words: string
  tone: 'plain' | 'error'
  /** A button, e.g. "Undo". */
  action: { label: string; run: () => void } | null
}

/** How long a toast stays, ms. With an action it stays longer, so that there is time to use it. */
const STAY = 4500
const STAY_WITH_ACTION = 8000
/** More than this many at once would cover the screen. */
const MOST = 3

interface ToastStore {
  toasts: Toast[]
  /** `stay`: how long it is shown, ms. */
  show: (toast: { words: string; tone?: Toast['tone']; action?: Toast['action']; stay?: number }) => void
  dismiss: (id: number) => void
}

let lastId = 0

/** Short messages about what just happened. */
export const useToasts = create<ToastStore>()((set, get) => ({
  toasts: [],
  show: ({ words, tone = 'plain', action = null, stay = action === null ? STAY : STAY_WITH_ACTION }) => {
    lastId += 1
    const id = lastId
    set({ toasts: [...get().toasts.filter(toast => toast.words !== words), { id, words, tone, action }].slice(-MOST) })
    setTimeout(() => get().dismiss(id), stay)
  },
  dismiss: id => set({ toasts: get().toasts.filter(toast => toast.id !== id) }),
}))

/** Shows a toast from anywhere. */
export const showToast: ToastStore['show'] = toast => useToasts.getState().show(toast)
