# Six processes on four levels: root, child, grandchild, a sleep below it; one deaf to SIGTERM, one in a session of its own.
case "$1" in
  '')
    sh "$0" child &
    echo ready
    wait
    ;;
  child)
    sh -c 'trap "" TERM; exec sleep 1000' &
    setsid sleep 1000 &
    sh "$0" grandchild &
    wait
    ;;
  grandchild)
    sleep 1000 &
    wait
    ;;
esac
