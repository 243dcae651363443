# Deaf to SIGTERM, one process.
trap '' TERM
echo ready
exec sleep 1000
