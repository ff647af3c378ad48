/**
 * The wire contract as types, written from the OpenAPI document: do not edit. A test compares the two;
 * `npx vitest run test/client/wire.test.ts -u` writes this file anew.
 */

export type Problem = { error: string; code: string; errorCode?: string; requestId: string; type: string; title: string; status: number; details?: ({ path: string; message: string })[] }
export type User = { id: string; name: string; email: string; avatar: string | null; credits: number }
export type SignedInUser = { id: string; name: string; email: string; avatar: string | null; credits: number; plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED'; creditsPerPicture: number; role: 'USER' | 'ADMIN'; emailVerified: boolean }
export type Passkey = { id: string; name: string; isSynced: boolean; createdAt: string; lastUsedAt: string | null }
export type ApiKey = { id: string; name: string; beginning: string; scopes: ('pictures:read' | 'pictures:write' | 'edits' | 'account:read' | 'webhooks')[]; monthlyCredits: number | null; spentThisMonth: number; origins: (string)[]; addresses: (string)[]; createdAt: string; expiresAt: string | null; revokedAt: string | null; lastUsedAt: string | null; lastUsedAddress: string | null; previousEndsAt: string | null }
export type App = { id: string; name: string; clientId: string; scopes: ('pictures:read' | 'pictures:write' | 'edits' | 'account:read' | 'webhooks' | 'keys')[]; spentThisMonth: number; createdAt: string; expiresAt: string; lastUsedAt: string | null; lastUsedAddress: string | null }
export type Webhook = { id: string; url: string; events: ('job.succeeded' | 'job.failed' | 'job.cancelled' | 'set.finished' | 'credits.low')[]; lowCredits: number; enabled: boolean; disabledReason: 'owner' | 'gone' | 'failing' | 'administrator' | 'recovery' | null; disabledNote: string | null; disabledAt: string | null; failingSince: string | null; createdAt: string; previousEndsAt: string | null }
export type WebhookDelivery = { id: string; type: 'job.succeeded' | 'job.failed' | 'job.cancelled' | 'set.finished' | 'credits.low' | 'webhook.test'; status: 'QUEUED' | 'DELIVERED' | 'FAILED'; attempts: number; answerStatus: number | null; problem: string | null; createdAt: string; endedAt: string | null; nextAttemptAt: string | null }
export type Workspace = { id: string; name: string; plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED'; credits: number; monthlyCredits: number | null; spentThisMonth: number; role: 'viewer' | 'member' | 'admin' | 'owner'; memberId: string; members: number; suspended: boolean; createdAt: string }
export type WorkspaceMember = { id: string; userId: string; name: string; avatar: string | null; role: 'viewer' | 'member' | 'admin' | 'owner'; joinedAt: string; email?: string; monthlyCredits?: number | null; spentThisMonth?: number }
export type WorkspaceInvitation = { id: string; email: string; role: 'viewer' | 'member' | 'admin' | 'owner'; monthlyCredits: number | null; invitedBy: string | null; expired: boolean; createdAt: string; sentAt: string; expiresAt: string }
export type JobUpdate = { jobId: string; status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'; progress?: number; isRepair?: true; generationId?: string; errorCode?: 'NOT_UNDERSTOOD' | 'INSUFFICIENT_CREDITS' | 'OPENAI_RATE_LIMIT' | 'OPENAI_MODEL_NOT_FOUND' | 'OPENAI_PERMISSION' | 'VALIDATION_ERROR' | 'TIMEOUT' | 'REFUSED' | 'CANCELLED' | 'GENERATION_FAILED'; errorMessage?: string }
export type JobPreview = { jobId: string; svg: string; sequence: number }
export type JobReport = { drawn: ({ name: string; count: number; color?: string; parts?: ({ name: string; color: string })[] })[]; leftOut: ({ words: string; reason: 'unknown' | 'not_drawable' | 'no_room' | 'not_in_picture' })[]; changed: ({ words: string; drawnAs: string })[] }
export type Job = { id: string; status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'; prompt: string; style: string; model: string; requestedModel?: string; privacy: boolean; requestedBy?: string; parentId?: string; createdAt: string; startedAt: string | null; finishedAt: string | null; errorCode: 'NOT_UNDERSTOOD' | 'INSUFFICIENT_CREDITS' | 'OPENAI_RATE_LIMIT' | 'OPENAI_MODEL_NOT_FOUND' | 'OPENAI_PERMISSION' | 'VALIDATION_ERROR' | 'TIMEOUT' | 'REFUSED' | 'CANCELLED' | 'GENERATION_FAILED' | null; errorMessage: string | null; generationId: string | null; options?: { width?: number; height?: number; background?: string; palette?: (string)[]; set?: { strokeWidth?: number }; trace?: { detail: 'low' | 'medium' | 'high'; colors?: number } }; report?: JobReport; generation: { id: string; prompt: string; style: string; model: string; privacy: boolean; svg: string; createdAt: string } | null }
export type Model = { id: string; name: string; provider: string; available: boolean; default: boolean; credits: number }
export type LottieAnimation = { v: string; fr: number; ip: number; op: number; w: number; h: number; layers: (Record<string, unknown>)[] }
export type EditTarget = { all: true } | { id: string } | { ids: (string)[] } | { name: string } | { color: string } | { kind: string } | { path: (number)[] } | { paths: ((number)[])[] } | { text: string } | { point: { x: number; y: number }; deep?: boolean }
export type Edit = { op: 'paint'; target: EditTarget; fill?: string; stroke?: string; strokeWidth?: number; opacity?: number } | { op: 'recolor'; from: string; to: string; target?: EditTarget } | { op: 'outline'; target: EditTarget; stroke: string; width: number } | { op: 'opacity'; target: EditTarget; value: number } | { op: 'move'; target: EditTarget; x: number; y: number } | { op: 'scale'; target: EditTarget; x: number; y: number; about?: { x: number; y: number } } | { op: 'rotate'; target: EditTarget; degrees: number; about?: { x: number; y: number } } | { op: 'flip'; target: EditTarget; axis: 'horizontal' | 'vertical'; about?: { x: number; y: number } } | { op: 'crop'; box: { x: number; y: number; width: number; height: number } } | { op: 'remove'; target: EditTarget } | { op: 'duplicate'; target: EditTarget; x: number; y: number } | { op: 'reorder'; target: EditTarget; to: 'front' | 'back' | 'forward' | 'backward' | { before: EditTarget } | { after: EditTarget } | { into: EditTarget } } | { op: 'rename'; target: EditTarget; name: string } | { op: 'group'; target: EditTarget; name?: string } | { op: 'ungroup'; target: EditTarget } | { op: 'text'; target: EditTarget; text: string } | { op: 'insert'; svg: string; place?: { before: EditTarget } | { after: EditTarget } | { into: EditTarget } } | { op: 'background'; color: string } | { op: 'canvas'; width: number; height: number; content: 'fit' | 'keep' } | { op: 'simplify'; target: EditTarget; tolerance: number }
export type AuthorName = { handle: string; name: string }
export type WholePicture = { id: string; userId: string; prompt: string; svg: string; style: string; model: string; creditsUsed: number; privacy: boolean; createdAt: string; parentId?: string; sourceId?: string; instruction?: string; author?: AuthorName; options?: { width?: number; height?: number; background?: string; palette?: (string)[]; set?: { strokeWidth?: number }; trace?: { detail: 'low' | 'medium' | 'high'; colors?: number } }; report?: JobReport; removedAt?: string; removedReason?: string }
export type EditOutcome = { done: boolean; touched: number; created?: ((number)[])[]; code?: string; message?: string }
export type Version = { id: string; parentId: string | null; instruction: string | null; createdAt: string; model: string; privacy: boolean }
export type UploadNote = { code: string; subject: string; count: number }
export type AuthorSettings = { handle: string; displayName: string | null; biography: string | null; isPublic: boolean }
export type Author = { handle: string; name: string; biography: string | null }
export type Palette = { colors: (string)[]; createdAt: string }
export type Collection = { id: string; name: string; description: string | null; privacy: boolean; pictures: number; covers: ({ id: string; svgUrl: string })[]; isOwn: boolean; createdAt: string; author?: AuthorName; hasPicture?: boolean }
export type CollectedPicture = { id: string; prompt: string; style: string; model: string; createdAt: string; svgUrl: string; author?: AuthorName; privacy: boolean; addedAt: string }
export type LikedPicture = { id: string; prompt: string; style: string; model: string; createdAt: string; svgUrl: string; author?: AuthorName; likes: number }
export type Picture = { id: string; prompt: string; style: string; model: string; privacy: boolean; creditsUsed: number; requestedBy?: string; createdAt: string; removedAt?: string; removedReason?: string }
export type Pagination = { currentPage: number; totalPages: number; totalCount: number; limit: number; hasMore: boolean }
export type PublicPicture = { id: string; prompt: string; style: string; model: string; createdAt: string; svgUrl: string; author?: AuthorName }
export type ScenePlan = { version: 1; seed: number; style: string; canvas: { width: number; height: number }; things: ({ id: string })[] }
export type OwnPicture = { id: string; prompt: string; style: string; model: string; privacy: boolean; creditsUsed: number; requestedBy?: string; createdAt: string; removedAt?: string; removedReason?: string; svgUrl: string }
export type AdminUser = { id: string; kind: 'person' | 'workspace'; email: string; name: string; plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED'; role: 'USER' | 'ADMIN'; credits: number; emailVerified: boolean; suspendedAt: string | null; createdAt: string; lastUsedAt: string | null; pictures: number }
export type LedgerEntry = { id: string; delta: number; reason: string; jobId: string | null; note: string | null; createdAt: string }
export type AdminProgram = { id: string; kind: 'key' | 'app'; name: string; scopes: ('pictures:read' | 'pictures:write' | 'edits' | 'account:read' | 'webhooks' | 'keys')[]; spentThisMonth: number; createdAt: string; expiresAt: string | null; lastUsedAt: string | null; lastUsedAddress: string | null }
export type AdminListedJob = { id: string; userId: string; email: string; status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'; prompt: string; style: string; model: string; requestedModel: string | null; privacy: boolean; attempts: number; createdAt: string; startedAt: string | null; finishedAt: string | null; errorCode: 'NOT_UNDERSTOOD' | 'INSUFFICIENT_CREDITS' | 'OPENAI_RATE_LIMIT' | 'OPENAI_MODEL_NOT_FOUND' | 'OPENAI_PERMISSION' | 'VALIDATION_ERROR' | 'TIMEOUT' | 'REFUSED' | 'CANCELLED' | 'GENERATION_FAILED' | null; errorMessage: string | null; generationId: string | null }
export type AdminJob = { id: string; userId: string; email: string; status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'; prompt: string; style: string; model: string; requestedModel: string | null; privacy: boolean; attempts: number; createdAt: string; startedAt: string | null; finishedAt: string | null; errorCode: 'NOT_UNDERSTOOD' | 'INSUFFICIENT_CREDITS' | 'OPENAI_RATE_LIMIT' | 'OPENAI_MODEL_NOT_FOUND' | 'OPENAI_PERMISSION' | 'VALIDATION_ERROR' | 'TIMEOUT' | 'REFUSED' | 'CANCELLED' | 'GENERATION_FAILED' | null; errorMessage: string | null; generationId: string | null; seed: number; batchId: string | null; priority: number; turnAt: string; runAfter: string; lastStartedAt: string | null; lastFailedAt: string | null; leaseExpiresAt: string | null; ranMs: number; inputTokens: number; outputTokens: number; costMicroUsd: number | null; usageEstimated: boolean; requestId: string | null }
export type AdminPicture = { id: string; userId: string; email: string; prompt: string; style: string; model: string; privacy: boolean; createdAt: string; removedAt: string | null; removedReason: string | null; openReports: number; reportedAt: string | null; reasons: ('sexual' | 'violent' | 'hateful' | 'personal' | 'copyright' | 'other')[] }
export type PictureReport = { id: string; reason: 'sexual' | 'violent' | 'hateful' | 'personal' | 'copyright' | 'other'; text: string | null; createdAt: string; resolvedAt: string | null; resolution: 'hidden' | 'dismissed' | null }
export type AdminPage = { kind: 'collection' | 'author'; id: string; userId: string; email: string; name: string; text: string | null; removedAt: string | null; removedReason: string | null; openReports: number; reportedAt: string | null; reports: ({ id: string; reason: 'sexual' | 'violent' | 'hateful' | 'personal' | 'copyright' | 'other'; text: string | null; createdAt: string })[] }
export type CreditCode = { id: string; code: string; credits: number; uses: number; usesMax: number; expiresAt: string | null; disabledAt: string | null; createdAt: string }
export type AdminQueue = { paused: boolean; pausedAt: string | null; reason: string | null; waiting: number; running: number; postponed: number; oldestWaitingSeconds: number; entries: { waiting: number; delayed: number; active: number } | null }
export type AdminModel = { id: string; name: string; provider: string; available: boolean; default: boolean; disabledAt: string | null; reason: string | null }
export type AdminSpend = { day: string; model: string; pictures: number; charged: number; refunded: number; calls: number; costMicroUsd: number; valueMicroUsd: number | null }
export type AdminAct = { id: string; at: string; actorKind: 'user' | 'command-line'; actor: { id: string; email: string | null } | null; action: 'user.grant' | 'user.suspend' | 'user.restore' | 'user.change' | 'user.reset-factors' | 'user.revoke-api-key' | 'user.disconnect-app' | 'user.disable-webhook' | 'user.enable-webhook' | 'job.retry' | 'job.cancel' | 'queue.pause' | 'queue.resume' | 'queue.drain' | 'model.disable' | 'model.enable' | 'picture.hide' | 'picture.show' | 'picture.delete' | 'picture.dismiss-reports' | 'page.hide' | 'page.show' | 'page.dismiss-reports' | 'code.create' | 'code.disable'; subject: { kind: 'user' | 'job' | 'queue' | 'model' | 'picture' | 'collection' | 'author' | 'code'; id: string | null }; reason: string; details: Record<string, string | number | boolean | null>; requestId: string | null }
export type ErrorCode = 'account_suspended' | 'already_member' | 'already_subscribed' | 'api_key_not_found' | 'app_not_found' | 'author_not_found' | 'author_removed' | 'authorization_request_not_found' | 'balance_out_of_range' | 'billing_not_configured' | 'code_already_used' | 'code_expired' | 'code_not_found' | 'code_used_up' | 'collection_full' | 'collection_not_found' | 'collection_removed' | 'daily_limit_reached' | 'device_code_not_found' | 'edit_not_possible' | 'edits_too_costly' | 'email_not_verified' | 'email_unavailable' | 'expired_access_token' | 'expired_api_key' | 'forbidden_prompt' | 'forbidden_text' | 'foreign_origin' | 'handle_taken' | 'idempotency_key_reused' | 'insufficient_credits' | 'insufficient_role' | 'insufficient_scope' | 'internal_error' | 'invalid_access_token' | 'invalid_api_key' | 'invalid_api_key_settings' | 'invalid_author' | 'invalid_background' | 'invalid_canvas' | 'invalid_code' | 'invalid_collection' | 'invalid_count' | 'invalid_credentials' | 'invalid_csrf_token' | 'invalid_cursor' | 'invalid_cut_size' | 'invalid_decision' | 'invalid_device_code' | 'invalid_edits' | 'invalid_email' | 'invalid_filter' | 'invalid_idempotency_key' | 'invalid_ids' | 'invalid_image' | 'invalid_invitation' | 'invalid_message' | 'invalid_model' | 'invalid_motion' | 'invalid_name' | 'invalid_page' | 'invalid_palette' | 'invalid_palette_colors' | 'invalid_passkey' | 'invalid_password' | 'invalid_picture_ids' | 'invalid_privacy' | 'invalid_profile' | 'invalid_prompt' | 'invalid_prompts' | 'invalid_refresh_token' | 'invalid_registration' | 'invalid_report' | 'invalid_request' | 'invalid_reset_token' | 'invalid_signature' | 'invalid_size' | 'invalid_status' | 'invalid_stroke_width' | 'invalid_style' | 'invalid_support_message' | 'invalid_ticket' | 'invalid_token' | 'invalid_upload' | 'invalid_verification_token' | 'invalid_webhook_settings' | 'invalid_workspace' | 'invitation_for_another' | 'invitation_not_found' | 'job_not_failed' | 'job_not_found' | 'job_succeeded' | 'key_address_refused' | 'key_limit_reached' | 'key_origin_refused' | 'last_admin' | 'last_model' | 'last_owner' | 'last_sign_in_method' | 'malformed_api_key' | 'malformed_request' | 'malformed_text' | 'member_limit_reached' | 'member_not_found' | 'mfa_required' | 'misdirected_request' | 'missing_credentials' | 'missing_fields' | 'model_not_found' | 'monthly_limit_reached' | 'no_more_variations' | 'no_payments' | 'no_refresh_token' | 'no_such_part' | 'no_token' | 'not_a_person' | 'not_found' | 'nothing_changed' | 'oauth_not_configured' | 'oembed_format' | 'own_account' | 'owns_workspaces' | 'passkey_exists' | 'passkey_not_found' | 'passkeys_unavailable' | 'payload_too_large' | 'payments_unavailable' | 'picture_not_single_colored' | 'picture_removed' | 'picture_too_complex' | 'plan_not_found' | 'price_not_found' | 'proof_required' | 'provider_not_linked' | 'rate_limited' | 'reauthentication_required' | 'revoked_access_token' | 'revoked_api_key' | 'second_factor_required' | 'service_unavailable' | 'session_not_found' | 'session_required' | 'set_not_drawn' | 'set_not_found' | 'svg_not_found' | 'svg_not_renderable' | 'svg_rejected' | 'svg_unavailable' | 'too_many_api_keys' | 'too_many_apps' | 'too_many_collections' | 'too_many_failures' | 'too_many_jobs' | 'too_many_members' | 'too_many_palettes' | 'too_many_passkeys' | 'too_many_streams' | 'too_many_versions' | 'too_many_webhooks' | 'too_many_workspaces' | 'totp_off' | 'totp_on' | 'unsupported_media_type' | 'user_not_found' | 'varied_picture_not_found' | 'webhook_delivery_not_found' | 'webhook_disabled' | 'webhook_disabled_by_administrator' | 'webhook_not_found' | 'workspace_needs_session' | 'workspace_not_found' | 'workspace_not_supported' | 'wrong_code' | 'wrong_password' | 'wrong_token_audience'

export type Wire = {
  'DELETE /api/admin/pictures/{id}': { params: { id: string }; body: { reason: string }; answer: { success: boolean } }
  'DELETE /api/auth/passkeys/{id}': { params: { id: string }; body: { password?: string }; answer: { message: string } }
  'DELETE /api/auth/providers/{provider}': { params: { provider: string }; body: { password?: string }; answer: { providers: ('google' | 'github')[] } }
  'DELETE /api/auth/sessions': { answer: { revoked: number } }
  'DELETE /api/auth/sessions/{id}': { params: { id: string }; answer: { message: string } }
  'DELETE /api/auth/totp': { body: { password?: string }; answer: { message: string } }
  'DELETE /api/collections/{id}': { params: { id: string }; answer: { success: boolean } }
  'DELETE /api/collections/{id}/pictures/{pictureId}': { params: { id: string; pictureId: string }; answer: { collection: Collection } }
  'DELETE /api/gallery/{id}/like': { params: { id: string }; answer: { id: string; likes: number; liked: boolean } }
  'DELETE /api/palettes/{colors}': { params: { colors: string }; answer: { palettes: (Palette)[] } }
  'DELETE /api/user': { body: { password?: string }; answer: { success: boolean } }
  'DELETE /api/user/api-keys/{id}': { params: { id: string }; answer: { message: string } }
  'DELETE /api/user/apps/{id}': { params: { id: string }; answer: { message: string } }
  'DELETE /api/user/generations/{id}': { params: { id: string }; query: { scope?: 'tree' | 'version' }; answer: { success: boolean } }
  'DELETE /api/user/webhooks/{id}': { params: { id: string }; answer: { message: string } }
  'DELETE /api/workspaces/{id}': { params: { id: string }; body: { name: string; password?: string }; answer: { success: boolean; credits: number } }
  'DELETE /api/workspaces/{id}/invitations/{invitationId}': { params: { id: string; invitationId: string }; answer: { ok: boolean } }
  'DELETE /api/workspaces/{id}/members/{memberId}': { params: { id: string; memberId: string }; answer: { ok: boolean } }
  'GET /api/admin/acts': { query: { actor?: string; action?: 'user.grant' | 'user.suspend' | 'user.restore' | 'user.change' | 'user.reset-factors' | 'user.revoke-api-key' | 'user.disconnect-app' | 'user.disable-webhook' | 'user.enable-webhook' | 'job.retry' | 'job.cancel' | 'queue.pause' | 'queue.resume' | 'queue.drain' | 'model.disable' | 'model.enable' | 'picture.hide' | 'picture.show' | 'picture.delete' | 'picture.dismiss-reports' | 'page.hide' | 'page.show' | 'page.dismiss-reports' | 'code.create' | 'code.disable'; subject?: string; limit?: number; cursor?: string }; answer: { acts: (AdminAct)[]; nextCursor: string | null } }
  'GET /api/admin/codes': { answer: { codes: (CreditCode)[] } }
  'GET /api/admin/jobs': { query: { status?: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'; userId?: string; model?: string; errorCode?: 'NOT_UNDERSTOOD' | 'INSUFFICIENT_CREDITS' | 'OPENAI_RATE_LIMIT' | 'OPENAI_MODEL_NOT_FOUND' | 'OPENAI_PERMISSION' | 'VALIDATION_ERROR' | 'TIMEOUT' | 'REFUSED' | 'CANCELLED' | 'GENERATION_FAILED'; limit?: number; cursor?: string }; answer: { jobs: (AdminListedJob)[]; nextCursor: string | null } }
  'GET /api/admin/jobs/{id}': { params: { id: string }; answer: { job: AdminJob; entries: (LedgerEntry)[] } }
  'GET /api/admin/models': { answer: { models: (AdminModel)[] } }
  'GET /api/admin/pages': { query: { state?: 'reported' | 'hidden' }; answer: { pages: (AdminPage)[] } }
  'GET /api/admin/pictures': { query: { state?: 'reported' | 'hidden'; limit?: number; cursor?: string }; answer: { pictures: (AdminPicture)[]; nextCursor: string | null } }
  'GET /api/admin/pictures/{id}': { params: { id: string }; answer: { picture: AdminPicture; svg: string; reports: (PictureReport)[] } }
  'GET /api/admin/queue': { answer: AdminQueue }
  'GET /api/admin/spend': { query: { days?: number }; answer: { creditMicroUsd: number | null; spend: (AdminSpend)[] } }
  'GET /api/admin/users': { query: { q?: string; plan?: 'FREE' | 'CUSTOMER' | 'UNLIMITED'; role?: 'USER' | 'ADMIN'; state?: 'active' | 'suspended'; limit?: number; cursor?: string }; answer: { users: (AdminUser)[]; nextCursor: string | null } }
  'GET /api/admin/users/{id}': { params: { id: string }; answer: { user: AdminUser; sessions: number; jobs: { queued: number; running: number; succeeded: number; failed: number }; entries: (LedgerEntry)[]; programs: (AdminProgram)[] } }
  'GET /api/auth/current-user': { answer: User }
  'GET /api/auth/factors': { answer: { passkeys: (Passkey)[]; totp: { since: string } | null; recoveryCodesLeft: number } }
  'GET /api/auth/github': { query: { redirectUrl?: string; redirectUri?: string }; answer: null }
  'GET /api/auth/github/callback': { query: { state?: string; code?: string; iss?: string; error?: string }; answer: null }
  'GET /api/auth/google': { query: { redirectUrl?: string; redirectUri?: string }; answer: null }
  'GET /api/auth/google/callback': { query: { state?: string; code?: string; iss?: string; error?: string }; answer: null }
  'GET /api/auth/options': { answer: { emailAuthEnabled: boolean; oauthProviders: ('google' | 'github')[]; signupCredits: number; isSupportRead: boolean; passkeyDomain?: string; termsUrl?: string; privacyUrl?: string } }
  'GET /api/auth/passkeys': { answer: { passkeys: (Passkey)[] } }
  'GET /api/auth/security-log': { query: { limit?: number; cursor?: string }; answer: { events: ({ id: string; action: string; succeeded: boolean; ipAddress: string | null; userAgent: string | null; device: string; requestId: string | null; details: Record<string, string | number | boolean | null> | null; createdAt: string })[]; nextCursor: string | null } }
  'GET /api/auth/sessions': { answer: { sessions: ({ id: string; createdAt: string; lastUsedAt: string; ipAddress: string | null; userAgent: string | null; device: string; current: boolean })[] } }
  'GET /api/auth/whoami': { answer: { user: SignedInUser | null; renewable: boolean } }
  'GET /api/authors/{handle}': { params: { handle: string }; answer: { author: Author } }
  'GET /api/authors/{handle}/collections': { params: { handle: string }; query: { limit?: number; cursor?: string }; answer: { collections: (Collection)[]; nextCursor: string | null } }
  'GET /api/authors/{handle}/most-liked': { params: { handle: string }; query: { limit?: number; cursor?: string }; answer: { publicGenerations: (LikedPicture)[]; nextCursor: string | null } }
  'GET /api/authors/{handle}/pictures': { params: { handle: string }; query: { limit?: number; cursor?: string }; answer: { publicGenerations: (PublicPicture)[]; nextCursor: string | null } }
  'GET /api/billing': { answer: { plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED'; credits: number; isSelling: boolean; subscription: { plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED' | null; status: string; credits: number; periodEndsAt: string; cancelAt: string | null } | null; nextGrant: { at: string; credits: number; isTopUp: boolean } | null; expiring: ({ credits: number; at: string })[]; invoices: ({ id: string; number: string | null; status: string | null; currency: string; amount: number; createdAt: string; url: string | null; pdf: string | null })[] | null; history: ({ id: string; delta: number; asked: number | null; reason: 'SIGNUP' | 'CHARGE' | 'REFUND' | 'GRANT' | 'PURCHASE' | 'PAYMENT_REFUNDED' | 'CHARGEBACK' | 'EXPIRED'; note: string | null; createdAt: string })[] } }
  'GET /api/billing/prices': { answer: { prices: ({ id: string; kind: 'pack' | 'plan'; name: string; description: string | null; currency: string; amount: number; credits: number; plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED' | null; interval: 'month' | 'year' | null; months: number | null; unusedExpire: boolean })[] } }
  'GET /api/collections': { query: { limit?: number; cursor?: string; picture?: string }; answer: { collections: (Collection)[]; nextCursor: string | null } }
  'GET /api/collections/{id}': { params: { id: string }; answer: { collection: Collection } }
  'GET /api/collections/{id}/pictures': { params: { id: string }; query: { limit?: number; cursor?: string }; answer: { pictures: (CollectedPicture)[]; nextCursor: string | null } }
  'GET /api/csrf': { answer: { csrfToken: string } }
  'GET /api/docs': { answer: string }
  'GET /api/gallery/likes': { query: { ids?: string }; answer: { likes: ({ id: string; likes: number; liked: boolean })[] } }
  'GET /api/gallery/most-liked': { query: { limit?: number; cursor?: string; style?: 'outline' | 'filled' | 'minimal' | 'modern' | 'flat' | 'gradient' | 'line-art' | '3d' | 'cartoon'; model?: string; q?: string }; answer: { publicGenerations: (LikedPicture)[]; nextCursor: string | null } }
  'GET /api/health': { answer: { ok: boolean } }
  'GET /api/notification/badge': { answer: { unreadCount: number } }
  'GET /api/notification/latest': { query: { limit?: number; cursor?: string }; answer: { notifications: ({ id: string; type: 'SYSTEM_ANNOUNCEMENT' | 'JOB_SUCCEEDED' | 'JOB_FAILED' | 'LOW_CREDITS' | 'ACCOUNT_SECURITY'; title: string; message: string; data: Record<string, unknown>; createdAt: string; readAt: string | null })[]; nextCursor: string | null } }
  'GET /api/oauth/requests/{id}': { params: { id: string }; answer: null }
  'GET /api/oauth/requests/{id}/details': { params: { id: string }; answer: { request: { client: { id: string; name: string; identity: 'own' | 'host' | 'unknown'; host: string | null }; redirect: { kind: 'host' | 'own computer' | 'installed app'; host: string; isClientHost: boolean } | null; resource: 'api' | 'mcp'; scopes: ('pictures:read' | 'pictures:write' | 'edits' | 'account:read' | 'webhooks' | 'keys')[] } } }
  'GET /api/oembed': { query: { url: string; maxwidth?: number; maxheight?: number; format?: string }; answer: { version: '1.0'; type: 'photo'; title: string; url: string; width: number; height: number; author_name?: string; author_url?: string; provider_name: 'chatSVG'; provider_url: string; cache_age: number } }
  'GET /api/openapi-3.2.json': { answer: { openapi: string } }
  'GET /api/openapi.json': { answer: { openapi: string } }
  'GET /api/palettes': { answer: { palettes: (Palette)[] } }
  'GET /api/ready': { answer: { ok: boolean; database: 'connected' | 'disconnected'; redis: 'connected' | 'disconnected' | 'not_configured'; queue: 'connected' | 'disconnected' } }
  'GET /api/svg/generation-jobs': { query: { status?: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED'; limit?: number; cursor?: string }; answer: { jobs: (Job)[]; nextCursor: string | null } }
  'GET /api/svg/generation-jobs/{id}': { params: { id: string }; answer: { job: Job; credits?: number } }
  'GET /api/svg/generation-jobs/{id}/events': { params: { id: string }; answer: string | null }
  'GET /api/svg/history': { query: { page?: number; limit?: number; cursor?: string; q?: string; requestedBy?: string }; answer: { generations: (Picture)[]; pagination: Pagination; nextCursor: string | null } }
  'GET /api/svg/models': { answer: { models: (Model)[] } }
  'GET /api/svg/public': { query: { page?: number; limit?: number; cursor?: string; q?: string; style?: 'outline' | 'filled' | 'minimal' | 'modern' | 'flat' | 'gradient' | 'line-art' | '3d' | 'cartoon'; model?: string }; answer: { publicGenerations: (PublicPicture)[]; pagination: Pagination; nextCursor: string | null } }
  'GET /api/svg/sets/{id}': { params: { id: string }; answer: { set: { id: string; total: number; succeeded: number; failed: number; progress: number }; jobs: (Job)[] } }
  'GET /api/svg/sets/{id}/files.zip': { params: { id: string }; answer: string }
  'GET /api/svg/{id}': { params: { id: string }; answer: { svgGeneration: WholePicture } }
  'GET /api/svg/{id}/animated.svg': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string; motion?: 'draw-in' | 'fade' | 'bounce' | 'spin' }; answer: string }
  'GET /api/svg/{id}/component.jsx': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/component.svelte': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/component.ts': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/component.tsx': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/component.vue': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/current-color.svg': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/cut.svg': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string; size?: number }; answer: string }
  'GET /api/svg/{id}/download': { params: { id: string }; answer: { downloadUrl: string } }
  'GET /api/svg/{id}/drawable.xml': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/favicon.zip': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/file.pdf': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/file.png': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string; size?: number }; answer: string }
  'GET /api/svg/{id}/file.svg': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/lottie.json': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string; motion?: 'draw-in' | 'fade' | 'bounce' | 'spin' }; answer: LottieAnimation }
  'GET /api/svg/{id}/picture.swift': { params: { id: string }; query: { purpose?: string; expires?: string; signature?: string }; answer: string }
  'GET /api/svg/{id}/plan': { params: { id: string }; answer: ScenePlan }
  'GET /api/svg/{id}/source': { params: { id: string }; answer: { id: string; svg: string } }
  'GET /api/svg/{id}/versions': { params: { id: string }; answer: { versions: (Version)[] } }
  'GET /api/user/api-keys': { answer: { apiKeys: (ApiKey)[] } }
  'GET /api/user/api-keys/{id}/uses': { params: { id: string }; answer: { uses: ({ day: string; call: string; uses: number; refusals: number; firstAt: string; lastAt: string; firstAddress: string; lastAddress: string })[] } }
  'GET /api/user/apps': { answer: { apps: (App)[] } }
  'GET /api/user/author': { answer: { author: AuthorSettings | null } }
  'GET /api/user/credits': { query: { limit?: number; cursor?: string }; answer: { entries: ({ id: string; delta: number; asked: number | null; reason: 'SIGNUP' | 'CHARGE' | 'REFUND' | 'GRANT' | 'PURCHASE' | 'PAYMENT_REFUNDED' | 'CHARGEBACK' | 'EXPIRED'; note: string | null; createdAt: string; job: { id: string; prompt: string; generationId: string | null } | null })[]; nextCursor: string | null } }
  'GET /api/user/export': { answer: { exportedAt: string; accountsElsewhere: (Record<string, unknown>)[]; sessions: (Record<string, unknown>)[]; apiKeys: (Record<string, unknown>)[]; apiKeyUses: (Record<string, unknown>)[]; apps: (Record<string, unknown>)[]; webhooks: (Record<string, unknown>)[]; webhookDeliveries: (Record<string, unknown>)[]; securityLog: (Record<string, unknown>)[]; credits: (Record<string, unknown>)[]; generationJobs: (Record<string, unknown>)[]; generations: (Record<string, unknown>)[]; collections: (Record<string, unknown>)[]; notifications: (Record<string, unknown>)[]; supportMessages: (Record<string, unknown>)[]; letters: (Record<string, unknown>)[]; user: Record<string, unknown>; authorPage: Record<string, unknown>; billing: Record<string, unknown> } }
  'GET /api/user/generations': { query: { limit?: number; cursor?: string; style?: 'outline' | 'filled' | 'minimal' | 'modern' | 'flat' | 'gradient' | 'line-art' | '3d' | 'cartoon'; model?: string; q?: string; requestedBy?: string; privacy?: 'all' | 'public' | 'private' | 'true' | 'false' }; answer: { generations: (OwnPicture)[]; nextCursor: string | null } }
  'GET /api/user/me': { answer: { user: { id: string; email: string; name: string; avatar: string | null; plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED'; credits: number; monthlyCredits: number | null; spentThisMonth: number; createdAt: string; updatedAt: string; emailVerified: boolean; hasPassword: boolean; providers: (string)[]; limits: { creditsPerPicture: number; requests: { count: number; windowSeconds: number } | null; picturesPerDay: number | null; unfinishedPictures: number | null; cancelRefundsPerDay: number | null; failuresPerDay: number | null } } } }
  'GET /api/user/profile': { answer: { user: { id: string; email: string; name: string; avatar: string | null; plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED'; credits: number; monthlyCredits: number | null; spentThisMonth: number; createdAt: string; updatedAt: string; emailVerified: boolean; hasPassword: boolean; providers: (string)[]; limits: { creditsPerPicture: number; requests: { count: number; windowSeconds: number } | null; picturesPerDay: number | null; unfinishedPictures: number | null; cancelRefundsPerDay: number | null; failuresPerDay: number | null } } } }
  'GET /api/user/webhooks': { answer: { webhooks: (Webhook)[] } }
  'GET /api/user/webhooks/{id}': { params: { id: string }; answer: { webhook: Webhook } }
  'GET /api/user/webhooks/{id}/deliveries': { params: { id: string }; query: { limit?: number; cursor?: string }; answer: { deliveries: (WebhookDelivery)[]; nextCursor: string | null } }
  'GET /api/user/webhooks/{id}/deliveries/{deliveryId}': { params: { id: string; deliveryId: string }; answer: { delivery: { id: string; type: 'job.succeeded' | 'job.failed' | 'job.cancelled' | 'set.finished' | 'credits.low' | 'webhook.test'; status: 'QUEUED' | 'DELIVERED' | 'FAILED'; attempts: number; answerStatus: number | null; problem: string | null; createdAt: string; endedAt: string | null; nextAttemptAt: string | null; body: string; log: ({ number: number; startedAt: string; tookMs: number | null; answerStatus: number | null; answer: string | null; answerIsWhole: boolean | null; problem: string | null })[] } } }
  'GET /api/workspaces': { answer: { workspaces: (Workspace)[] } }
  'GET /api/workspaces/{id}': { params: { id: string }; answer: { workspace: Workspace } }
  'GET /api/workspaces/{id}/invitations': { params: { id: string }; answer: { invitations: (WorkspaceInvitation)[] } }
  'GET /api/workspaces/{id}/members': { params: { id: string }; answer: { members: (WorkspaceMember)[]; formerMembers: ({ id: string; name: string })[] } }
  'PATCH /api/admin/users/{id}': { params: { id: string }; body: { plan?: 'FREE' | 'CUSTOMER' | 'UNLIMITED'; role?: 'USER' | 'ADMIN'; reason: string }; answer: { user: AdminUser } }
  'PATCH /api/auth/passkeys/{id}': { params: { id: string }; body: { name: string }; answer: { passkey: Passkey } }
  'PATCH /api/collections/{id}': { params: { id: string }; body: { name?: string; description?: string | null; privacy?: boolean }; answer: { collection: Collection } }
  'PATCH /api/user/api-keys/{id}': { params: { id: string }; body: { name?: string; scopes?: ('pictures:read' | 'pictures:write' | 'edits' | 'account:read' | 'webhooks')[]; expiresAt?: string | null; monthlyCredits?: number | null; origins?: (string)[]; addresses?: (string)[]; password?: string }; answer: { apiKey: ApiKey } }
  'PATCH /api/user/generations/{id}': { params: { id: string }; body: { privacy: boolean }; answer: { success: boolean; generation: OwnPicture } }
  'PATCH /api/user/profile': { body: { name?: string; avatar?: string | null; monthlyCredits?: number | null }; answer: { user: { id: string; email: string; name: string; avatar: string | null; plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED'; credits: number; monthlyCredits: number | null; spentThisMonth: number; createdAt: string; updatedAt: string; emailVerified: boolean; hasPassword: boolean; providers: (string)[]; limits: { creditsPerPicture: number; requests: { count: number; windowSeconds: number } | null; picturesPerDay: number | null; unfinishedPictures: number | null; cancelRefundsPerDay: number | null; failuresPerDay: number | null } } } }
  'PATCH /api/user/webhooks/{id}': { params: { id: string }; body: { url?: string; events?: ('job.succeeded' | 'job.failed' | 'job.cancelled' | 'set.finished' | 'credits.low')[]; lowCredits?: number; enabled?: boolean }; answer: { webhook: Webhook } }
  'PATCH /api/workspaces/{id}': { params: { id: string }; body: { name?: string; monthlyCredits?: number | null }; answer: { workspace: Workspace } }
  'PATCH /api/workspaces/{id}/members/{memberId}': { params: { id: string; memberId: string }; body: { role?: 'viewer' | 'member' | 'admin' | 'owner'; monthlyCredits?: number | null }; answer: { ok: boolean } }
  'POST /api/admin/codes': { body: { credits: number; usesMax: number; expiresAt?: string; reason: string }; answer: { code: CreditCode } }
  'POST /api/admin/codes/{id}/disable': { params: { id: string }; body: { reason: string }; answer: { code: CreditCode } }
  'POST /api/admin/jobs/{id}/cancel': { params: { id: string }; body: { reason: string }; answer: { job: AdminJob } }
  'POST /api/admin/jobs/{id}/retry': { params: { id: string }; body: { reason: string }; answer: { job: AdminJob } }
  'POST /api/admin/models/{id}/disable': { params: { id: string }; body: { reason: string }; answer: { model: AdminModel } }
  'POST /api/admin/models/{id}/enable': { params: { id: string }; body: { reason: string }; answer: { model: AdminModel } }
  'POST /api/admin/pages/{kind}/{id}/dismiss-reports': { params: { kind: 'collection' | 'author'; id: string }; body: { reason: string }; answer: { success: boolean } }
  'POST /api/admin/pages/{kind}/{id}/hide': { params: { kind: 'collection' | 'author'; id: string }; body: { reason: string }; answer: { success: boolean } }
  'POST /api/admin/pages/{kind}/{id}/show': { params: { kind: 'collection' | 'author'; id: string }; body: { reason: string }; answer: { success: boolean } }
  'POST /api/admin/pictures/{id}/dismiss-reports': { params: { id: string }; body: { reason: string }; answer: { picture: AdminPicture } }
  'POST /api/admin/pictures/{id}/hide': { params: { id: string }; body: { reason: string }; answer: { picture: AdminPicture } }
  'POST /api/admin/pictures/{id}/show': { params: { id: string }; body: { reason: string }; answer: { success: boolean } }
  'POST /api/admin/queue/drain': { body: { reason: string }; answer: { cancelled: number } }
  'POST /api/admin/queue/pause': { body: { reason: string }; answer: AdminQueue }
  'POST /api/admin/queue/resume': { body: { reason: string }; answer: AdminQueue }
  'POST /api/admin/users/{id}/credits': { params: { id: string }; body: { amount: number | number; reason: string }; answer: { user: AdminUser } }
  'POST /api/admin/users/{id}/programs/{programId}/revoke': { params: { id: string; programId: string }; body: { reason: string }; answer: { programs: (AdminProgram)[] } }
  'POST /api/admin/users/{id}/restore': { params: { id: string }; body: { reason: string }; answer: { user: AdminUser } }
  'POST /api/admin/users/{id}/suspend': { params: { id: string }; body: { reason: string }; answer: { user: AdminUser } }
  'POST /api/auth/change-password': { body: { currentPassword?: string; newPassword: string }; answer: { message: string } }
  'POST /api/auth/confirm-email': { body: { token: string }; answer: { message: string; email: string } }
  'POST /api/auth/forgot-password': { body: { email: string }; answer: { message: string } }
  'POST /api/auth/github/link': { body: { redirectUrl?: string; password?: string }; answer: { authorizationUrl: string } }
  'POST /api/auth/google/link': { body: { redirectUrl?: string; password?: string }; answer: { authorizationUrl: string } }
  'POST /api/auth/login': { body: { email: string; password: string; rememberMe?: boolean }; answer: { user: { id: string; name: string; email: string; avatar: string | null; credits: number; plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED' } } }
  'POST /api/auth/logout': { answer: { message: string; success: boolean } }
  'POST /api/auth/not-me': { body: { token: string }; answer: { message: string } }
  'POST /api/auth/passkeys/options': { body: { password?: string }; answer: Record<string, unknown> }
  'POST /api/auth/passkeys/sign-in': { body: { credential: Record<string, unknown>; rememberMe?: boolean }; answer: { user: { id: string; name: string; email: string; avatar: string | null; credits: number; plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED' } } }
  'POST /api/auth/passkeys/sign-in/options': { answer: Record<string, unknown> }
  'POST /api/auth/passkeys/verify': { body: { credential: Record<string, unknown>; name?: string }; answer: { passkey: Passkey } }
  'POST /api/auth/prove': { body: { password?: string; code?: string; credential?: Record<string, unknown> }; answer: { message: string } }
  'POST /api/auth/prove/options': { answer: Record<string, unknown> }
  'POST /api/auth/recovery-codes': { body: { password?: string }; answer: { recoveryCodes: (string)[] } }
  'POST /api/auth/refresh': { answer: { message: string } }
  'POST /api/auth/register': { body: { name: string; email: string; password: string; agreedToTerms: true }; answer: { user: User } }
  'POST /api/auth/reset-password': { body: { token: string; newPassword: string }; answer: { message: string } }
  'POST /api/auth/second-factor': { body: { ticket: string; code: string }; answer: { user: { id: string; name: string; email: string; avatar: string | null; credits: number; plan: 'FREE' | 'CUSTOMER' | 'UNLIMITED' } } }
  'POST /api/auth/totp/begin': { body: { password?: string }; answer: { secret: string; uri: string } }
  'POST /api/auth/totp/confirm': { body: { code: string }; answer: { recoveryCodes: (string)[] } }
  'POST /api/auth/undo-email-change': { body: { token: string }; answer: { message: string } }
  'POST /api/auth/verify-email': { body: { token: string }; answer: { message: string } }
  'POST /api/auth/verify-email/resend': { answer: { message: string } }
  'POST /api/authors/{handle}/report': { params: { handle: string }; body: { reason: 'sexual' | 'violent' | 'hateful' | 'personal' | 'copyright' | 'other'; text?: string }; answer: { ok: boolean } }
  'POST /api/billing/ask': { body: { message: string }; answer: { ok: boolean } }
  'POST /api/billing/checkout': { body: { priceId: string }; answer: { url: string } }
  'POST /api/billing/codes': { body: { code: string }; answer: { credits: number } }
  'POST /api/billing/portal': { answer: { url: string } }
  'POST /api/billing/webhook': { answer: { received: boolean } }
  'POST /api/collections': { body: { name: string; description?: string; privacy?: boolean }; answer: { collection: Collection } }
  'POST /api/collections/{id}/report': { params: { id: string }; body: { reason: 'sexual' | 'violent' | 'hateful' | 'personal' | 'copyright' | 'other'; text?: string }; answer: { ok: boolean } }
  'POST /api/gallery/{id}/report': { params: { id: string }; body: { reason: 'sexual' | 'violent' | 'hateful' | 'personal' | 'copyright' | 'other'; text?: string }; answer: { ok: boolean } }
  'POST /api/notification/seen': { answer: { ok: boolean } }
  'POST /api/notification/watched': { body: { jobIds: (string)[] }; answer: { ok: boolean } }
  'POST /api/oauth/device': { body: { userCode: string }; answer: { request: { client: { id: string; name: string; identity: 'own' | 'host' | 'unknown'; host: string | null }; redirect: { kind: 'host' | 'own computer' | 'installed app'; host: string; isClientHost: boolean } | null; resource: 'api' | 'mcp'; scopes: ('pictures:read' | 'pictures:write' | 'edits' | 'account:read' | 'webhooks' | 'keys')[] } } }
  'POST /api/oauth/device/decision': { body: { userCode: string; allow: boolean }; answer: { message: string } }
  'POST /api/oauth/requests/{id}/decision': { params: { id: string }; body: { allow: boolean }; answer: { redirectTo: string } }
  'POST /api/support/contact': { body: { type: 'contact' | 'bug' | 'idea'; subject: string; message: string; email?: string; contextUrl?: string; userAgent?: string }; answer: { ok: boolean; message: string } }
  'POST /api/svg': { body: { svg: string; title?: string; style?: 'outline' | 'filled' | 'minimal' | 'modern' | 'flat' | 'gradient' | 'line-art' | '3d' | 'cartoon'; privacy?: boolean }; answer: { svgGeneration: WholePicture; duplicate?: boolean } | { svgGeneration: WholePicture; report: { notes: (UploadNote)[] } } }
  'POST /api/svg/files.zip': { body: { ids: (string)[] }; answer: string }
  'POST /api/svg/generate-svg': { body: { prompt: string; style: 'outline' | 'filled' | 'minimal' | 'modern' | 'flat' | 'gradient' | 'line-art' | '3d' | 'cartoon'; model?: string; privacy?: boolean; count?: number; variationOf?: string; width?: number; height?: number; background?: string; palette?: (string)[] }; answer: { job: Job; jobs?: (Job)[]; duplicate?: boolean; credits?: number; queue?: { waiting: number; delayed: number; active: number } } }
  'POST /api/svg/generation-jobs/{id}/cancel': { params: { id: string }; answer: { job: Job; credits: number; refunded: boolean; reason?: 'mostly_shown' | 'refund_limit_reached' } }
  'POST /api/svg/quote': { body: { prompt?: string; style?: 'outline' | 'filled' | 'minimal' | 'modern' | 'flat' | 'gradient' | 'line-art' | '3d' | 'cartoon'; model?: string; privacy?: boolean; count?: number; variationOf?: string; width?: number; height?: number; background?: string; palette?: (string)[]; prompts?: (string)[]; strokeWidth?: number; edits?: (Edit)[]; instruction?: string; pictureId?: string }; answer: { credits: number; accepted: boolean; code?: string; balance: number } }
  'POST /api/svg/sets': { body: { prompts: (string)[]; style: 'outline' | 'filled' | 'minimal' | 'modern' | 'flat' | 'gradient' | 'line-art' | '3d' | 'cartoon'; palette?: (string)[]; strokeWidth?: number; model?: string; privacy?: boolean }; answer: { set: { id: string }; jobs: (Job)[]; duplicate?: boolean; credits?: number } }
  'POST /api/svg/trace': { body: { image: unknown; title?: string; detail?: 'low' | 'medium' | 'high'; colors?: number; palette?: (string)[]; style?: 'outline' | 'filled' | 'minimal' | 'modern' | 'flat' | 'gradient' | 'line-art' | '3d' | 'cartoon'; privacy?: boolean }; answer: { job: Job; jobs?: (Job)[]; duplicate?: boolean; credits?: number; queue?: { waiting: number; delayed: number; active: number } } }
  'POST /api/svg/{id}/edits': { params: { id: string }; body: { edits?: (Edit)[]; instruction?: string; model?: string; privacy?: boolean }; answer: { svgGeneration?: WholePicture; job?: Job; jobs?: (Job)[]; duplicate?: boolean; credits?: number; queue?: { waiting: number; delayed: number; active: number } } | { svgGeneration: WholePicture; edits: (EditOutcome)[] } | { job: Job; jobs?: (Job)[]; duplicate?: boolean; credits?: number; queue?: { waiting: number; delayed: number; active: number } } }
  'POST /api/svg/{id}/restore': { params: { id: string }; answer: { svgGeneration: WholePicture; duplicate?: boolean } | { svgGeneration: WholePicture } }
  'POST /api/user/api-keys': { body: { name: string; scopes: ('pictures:read' | 'pictures:write' | 'edits' | 'account:read' | 'webhooks')[]; expiresAt?: string | null; monthlyCredits?: number | null; origins?: (string)[]; addresses?: (string)[]; password?: string }; answer: { apiKey: ApiKey; key: string } }
  'POST /api/user/api-keys/{id}/rotate': { params: { id: string }; body: { overlapSeconds?: number; password?: string }; answer: { apiKey: ApiKey; key: string } }
  'POST /api/user/email': { body: { email: string; password?: string }; answer: { message: string } }
  'POST /api/user/webhooks': { body: { url: string; events: ('job.succeeded' | 'job.failed' | 'job.cancelled' | 'set.finished' | 'credits.low')[]; lowCredits?: number }; answer: { webhook: Webhook; secret: string } }
  'POST /api/user/webhooks/{id}/deliveries/{deliveryId}/redeliver': { params: { id: string; deliveryId: string }; answer: { delivery: WebhookDelivery } }
  'POST /api/user/webhooks/{id}/rotate': { params: { id: string }; body: { overlapSeconds?: number }; answer: { webhook: Webhook; secret: string } }
  'POST /api/user/webhooks/{id}/test': { params: { id: string }; answer: { delivery: WebhookDelivery } }
  'POST /api/workspaces': { body: { name: string }; answer: { workspace: Workspace } }
  'POST /api/workspaces/invitation': { body: { token: string }; answer: { invitation: { workspace: string; invitedBy: string | null; role: 'viewer' | 'member' | 'admin' | 'owner'; email: string; expiresAt: string } } }
  'POST /api/workspaces/join': { body: { token: string }; answer: { workspace: Workspace } }
  'POST /api/workspaces/{id}/invitations': { params: { id: string }; body: { email: string; role: 'viewer' | 'member' | 'admin'; monthlyCredits?: number | null }; answer: { invitation: WorkspaceInvitation } }
  'POST /api/workspaces/{id}/invitations/{invitationId}/resend': { params: { id: string; invitationId: string }; answer: { ok: boolean } }
  'PUT /api/collections/{id}/pictures/{pictureId}': { params: { id: string; pictureId: string }; answer: { collection: Collection } }
  'PUT /api/gallery/{id}/like': { params: { id: string }; answer: { id: string; likes: number; liked: boolean } }
  'PUT /api/palettes/{colors}': { params: { colors: string }; answer: { palettes: (Palette)[] } }
  'PUT /api/user/author': { body: { handle: string; displayName?: string; biography?: string; isPublic: boolean }; answer: { author: AuthorSettings } }
}
