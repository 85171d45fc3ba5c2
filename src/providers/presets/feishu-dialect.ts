import type { Dialect } from '../preset.ts'
import { errors } from './feishu-errors.ts'

/** Feishu and Lark are one interface on two hosts. */
export const dialect: Dialect = {
  token: { encoding: 'json' },
  errors,
  claims: {
    sub: 'data.union_id | data.open_id', name: 'data.name', email: 'data.email | data.enterprise_email',
    picture: 'data.avatar_url',
  },
}
