package api

import (
	"context"

	"dintero-login/flow"
)

// SettingsIn reads a settings document that was not asked for here (contract 7), as far as it
// can be read. It is nil when ctx ended.
func SettingsIn(ctx context.Context, document []byte) *flow.Settings {
	return decodeSettings(ctx, document)
}

// PermissionsIn reads what a client token says that the client may do.
func PermissionsIn(token flow.Secret) flow.Permissions {
	may, _ := permissions(token)
	return may
}
