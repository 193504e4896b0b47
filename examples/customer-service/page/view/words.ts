import type { Tick } from '../model/conversation.js'

const english = {
  shop: 'Corner Shop',

  desk: 'Support desk',
  online: 'Connected',
  connecting: 'Connecting…',
  refused: 'Signed out. Reload the page.',
  unreachable: 'The server does not answer. Trying again…',
  welcome: 'Hello! How can we help? Write to us; we answer here.',
  placeholder: 'Write a message',
  send: 'Send',
  back: 'Back to the conversations',
  conversations: 'Conversations',
  messages: 'Messages',
  noConversations: 'No one has written yet.',
  choose: 'Choose a conversation.',
  customer: 'Customer',
  unread: (count: number) => (count === 1 ? '1 unread message' : `${count} unread messages`),
  you: 'You: ',
  codeTitle: 'The desk is locked',
  codeHint: 'Its code stands in the terminal, at the end of the support address.',
  code: 'Code',
  open: 'Open',
  wrongCode: 'That is not the code.',
  wrongCodeOrSeller: (seller: string) => `There is no seller ${seller}, or that is not the code.`,
  today: 'Today',
  yesterday: 'Yesterday',
  otherLanguage: '中文',
  ticks: {
    waiting: 'Waiting for the connection',
    sent: 'Sent',
    received: 'Delivered',
    read: 'Read',
    refused: 'Not sent: refused',
  } satisfies Record<Tick, string>,
}

const chinese: typeof english = {
  shop: '街角小店',

  desk: '客服工作台',
  online: '已连接',
  connecting: '连接中…',
  refused: '登录已失效，请刷新页面。',
  unreachable: '服务器没有响应，正在重试…',
  welcome: '您好！请问有什么可以帮您？在下方留言，我们会在这里回复。',
  placeholder: '输入消息',
  send: '发送',
  back: '返回会话列表',
  conversations: '会话',
  messages: '消息',
  noConversations: '还没有人留言。',
  choose: '请选择一个会话。',
  customer: '顾客',
  unread: (count) => `${count} 条未读消息`,
  you: '我：',
  codeTitle: '工作台已锁定',
  codeHint: '访问码在终端里，就是客服地址末尾的那一串。',
  code: '访问码',
  open: '进入',
  wrongCode: '访问码不正确。',
  wrongCodeOrSeller: (seller) => `没有编号为 ${seller} 的客服，或访问码不正确。`,
  today: '今天',
  yesterday: '昨天',
  otherLanguage: 'English',
  ticks: {
    waiting: '等待连接',
    sent: '已发送',
    received: '已送达',
    read: '已读',
    refused: '未发送：消息被拒绝',
  },
}

/** The texts of a page, and how it writes times. */
export type Words = typeof english

const isChinese = (new URLSearchParams(location.search).get('lang') ?? navigator.language).startsWith('zh')

export const words: Words = isChinese ? chinese : english
export const language = isChinese ? 'zh-CN' : 'en'
export const otherLanguage = isChinese ? 'en' : 'zh'
