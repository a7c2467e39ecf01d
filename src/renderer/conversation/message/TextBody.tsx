import { type ReactNode, useMemo, useState } from 'react'
import { cutGraphemes } from '../../../shared/rules/preview.ts'
import { useT } from '../../i18n/useT.ts'
import { Badge } from '../../ui/Badge.tsx'
import { nameText } from '../../ui/nameText.ts'
import { FOLD_AT } from '../model/limits.ts'
import { type Inline, type Mention, parseText } from '../model/text.ts'
import css from './TextBody.module.css'

/** A message's text with its marks, links and mentions. Long texts are folded until asked for. */
export function TextBody(props: {
  text: string
  mentions: readonly Mention[]
  /** Whether links and buttons in it are tab stops. */
  reachable: boolean
}) {
  const t = useT()
  const [whole, setWhole] = useState(false)
  // A little over the limit is shown: folding it would hide next to nothing.
  const folded = !whole && props.text.length > FOLD_AT * 1.25
  const shown = folded ? `${cutGraphemes(props.text, FOLD_AT)}…` : props.text
  const tree = useMemo(() => parseText(shown, props.mentions), [shown, props.mentions])
  const tabIndex = props.reachable ? 0 : -1
  return (
    <>
      <span className={css.text}>
        <Nodes nodes={tree} tabIndex={tabIndex} />
      </span>
      {folded ? (
        <button type="button" className={css.more} tabIndex={tabIndex} onClick={() => setWhole(true)}>
          {t('conversation.message.showAll')}
        </button>
      ) : null}
    </>
  )
}

function Nodes({ nodes, tabIndex }: { nodes: readonly Inline[]; tabIndex: number }): ReactNode {
  // The tree of a text never changes its order: a position is an identity.
  return nodes.map((node, index) => <Node key={`${node.type}-${String(index)}`} node={node} tabIndex={tabIndex} />)
}

function Node({ node, tabIndex }: { node: Inline; tabIndex: number }): ReactNode {
  const t = useT()
  switch (node.type) {
    case 'text':
      return node.text
    case 'bold':
      return (
        <strong>
          <Nodes nodes={node.children} tabIndex={tabIndex} />
        </strong>
      )
    case 'italic':
      return (
        <em>
          <Nodes nodes={node.children} tabIndex={tabIndex} />
        </em>
      )
    case 'strike':
      return (
        <s>
          <Nodes nodes={node.children} tabIndex={tabIndex} />
        </s>
      )
    case 'code':
      return <code className={node.block ? css.block : css.code}>{node.text}</code>
    case 'mention':
      return (
        <>
          <bdi className={css.mention}>
            {t('conversation.message.mention', { name: nameText(node.person.name, t).replace(/^~ /, '') })}
          </bdi>
          {node.person.standing === 'verified' ? <Badge inText /> : null}
        </>
      )
    case 'link':
      return (
        <>
          <a
            href={node.href}
            target="_blank"
            rel="noreferrer"
            title={t('conversation.message.linkTo', { target: node.target })}
            tabIndex={tabIndex}
          >
            {node.text}
          </a>
          {node.disguised ? (
            <bdi dir="ltr" className={css.target}>
              {` (${node.target})`}
            </bdi>
          ) : null}
        </>
      )
  }
}
