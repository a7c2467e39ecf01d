import { expect, test } from 'vitest'
import { groupNotification } from '../../../src/main/engine/link/groups.ts'

const me = { pn: '15550100@s.whatsapp.net', lid: null }
const ADMIN = '15550101@s.whatsapp.net'
const OTHER = '15550102@s.whatsapp.net'

test.each([
  ['an admin takes somebody out', OTHER, 'removed'],
  ['somebody goes', ADMIN, 'left'],
])('in a group that names people by number, %s', (_, gone, expected) => {
  const { events } = groupNotification(
    {
      tag: 'notification',
      attrs: { from: '120363000000000009@g.us', id: 'N1', type: 'w:gp2', t: '1700000000', participant: ADMIN },
      content: [{ tag: 'remove', attrs: {}, content: [{ tag: 'participant', attrs: { jid: gone } }] }],
    },
    me,
    1_700_000_000_000,
  )
  const line = events.find(event => event.type === 'message')
  expect(line?.type === 'message' && line.message.content).toMatchObject({ kind: 'groupChange', change: expected })
})
