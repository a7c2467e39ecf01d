import { expect, test } from './support/app.ts'

test('the page runs no inline script, reaches no other host and holds no permission', async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Link this device' })).toBeVisible()
  // A string: the test's own types know no browser.
  const seen = await page.evaluate(`(async () => {
    const violated = new Promise(done => addEventListener('securitypolicyviolation', event => done(event.effectiveDirective)))
    const script = document.createElement('script')
    script.textContent = 'window.ranInline = true'
    document.body.append(script)
    const permission = name => navigator.permissions.query({ name }).then(status => status.state)
    return {
      violated: await violated,
      ranInline: 'ranInline' in window,
      node: [typeof require, typeof process, typeof module].join(),
      fetched: await fetch('https://example.org/').then(() => true, () => false),
      evaluated: (() => { try { return (0, eval)('1') } catch { return 'refused' } })(),
      location: await permission('geolocation'),
      camera: await permission('camera'),
    }
  })()`)
  expect(seen).toMatchObject({
    violated: 'script-src-elem',
    ranInline: false,
    node: 'undefined,undefined,undefined',
    fetched: false,
    evaluated: 'refused',
  })
  expect((seen as { location: string }).location).not.toBe('granted')
})

test('the desktop window stays on its page and opens no other', async ({ app, page, hostKind }) => {
  test.skip(hostKind !== 'desktop', 'an ordinary browser has its own rules for this')
  await expect(page.getByRole('region', { name: 'Link this device' })).toBeVisible()
  const opened = await page.evaluate(`String(window.open('https://example.org/', '_blank'))`)
  expect(opened).toBe('null')
  await page.evaluate(`location.href = 'https://example.org/'`)
  await page.evaluate(`location.href = 'app://pillion/../../package.json'`)
  expect(page.url()).toBe('app://pillion/')
  expect(app.page.context().pages()).toHaveLength(1)
})

test('every call answers nonsense with an error value', async ({ page }) => {
  await expect(page.getByRole('region', { name: 'Link this device' })).toBeVisible()
  const answers = await page.evaluate(`(async () => {
    if (!('pillion' in window)) return null
    const { onEvents, ...calls } = window.pillion
    const nonsense = [undefined, null, 1, 'x', [], { chatId: 'x' }, { __proto__: null, a: 1n }, new Uint8Array(9)]
    const all = Object.values(calls).flatMap(call => nonsense.map(input => call(input)))
    return (await Promise.all(all)).map(answer => answer.ok === false ? answer.error.code : 'taken')
  })()`)
  test.skip(answers === null, 'the integration test of the socket covers the browser host')
  expect(new Set(answers as string[])).toEqual(new Set(['BAD_INPUT']))
})
